package io.orchestrator.compile.schema;

/** Keys of a step and of the mappings inside it: key, type, meaning. */
final class StepTexts {

    static final String STEP = """
            id | stepid | The step's name: what other steps wait for and read. Unique in its list.
            name | text | For people.
            description | text | For people.
            tool | text | The tool it calls.
            action | text | The tool's operation; without a tool a word such as `generate`, or prose.
            parameters | parameters | What the tool or model is given; texts are templates.
            model | model | The model it asks: `provider/name`, a list of them, or `{preferred: [...]}`. The first configured one answers.
            prompt | text | What the model is asked; a template.
            messages | list | What the model is asked, as a list of `{role, content}`.
            output_schema | mapping | The JSON Schema that the result must fit.
            schema | mapping | The same as `output_schema`.
            sanitize_output | flag | Whether greetings and offers around a model's text are cut off.
            requires_model | needs | What the model must be able to do, as pipelines spell it: `preferred`, `min_size` and so on.
            set | mapping | Variables to assign; texts are templates.
            scope | text | How far around `set` can be read: `temporary`, `step`, `loop` or `global`; `step` where it is left out.
            for_each | any | A list, a map, JSON text or a comma list, or a template that gives one: its body runs once an item.
            foreach | any | The same as `for_each`; with `parallel: true` items run side by side.
            while | condition | The body runs again as long as this holds.
            until | condition | The body runs again until this holds.
            action_loop | list | Actions that run one after the other, again and again, until `until` or `while` says so.
            create_parallel_queue | queue | A task for every item of a list, several at the same time.
            agent | agent | A model that calls tools in turns until it has the answer.
            switch | cases | `[{when: condition, then: step id or steps}]`; the first whose condition holds is chosen.
            parallel | branches | Branches by name that run side by side; `true` belongs to `foreach`.
            wait | wait | A time, `{for: 10m}` or `{until: timestamp}`.
            signal | signal | The name of a signal to wait for, or `{name, key, prompt}`; `timeout` says how long, `default` what then.
            approval | approval | What a person is asked to approve: a title, or `{title, content, ...}`.
            default | any | What a `signal` step has as its result where no signal came before its `timeout`.
            emit | emit | The name of an event, `{event, payload}`, or a record for a topic of your own: `{topic, key, headers, payload}`.
            fail | fail | Ends the job with a reason.
            succeed | succeed | Ends the job with its outputs.
            workflow | workflow | Another workflow: `id@version`, `id` for its latest version, a file beside the document, or the workflow itself.
            inputs | parameters | What the other workflow is given.
            outputs | mapping | Names for what the other workflow answers.
            wait_for_completion | flag | `false`: the step ends as soon as the other workflow's job is asked for.
            steps | steps | The body of a loop.
            max_parallel | count | How many items run at the same time; 1 where it is left out.
            max_concurrent | count | The same as `max_parallel`.
            loop_var | text | A further name for the item.
            loop_name | text | The loop's name, for `$name.item` in loops inside it.
            add_completion_task | flag | Read and without effect: a loop always has a value.
            max_iterations | iterations | The most rounds of a loop, or repetitions of a `goto`; 100 where it is left out.
            break_on_error | flag | Whether the first error ends an action loop.
            iteration_timeout | time | The longest a round may take.
            join | join | When a `parallel` step is done: `all`, `any`, or a number of branches.
            else | targets | What is chosen where no case, or the step's condition, holds.
            dependencies | names | Steps to wait for, besides those whose results it reads.
            depends_on | names | The same as `dependencies`.
            dynamic_dependencies | names | The same, known only when the job runs.
            condition | condition | Where it is false or cannot be evaluated, the step is skipped.
            if | condition | The same as `condition`.
            when | condition | The same as `condition`.
            on_success | text | The later step to go to; those between are skipped.
            on_false | text | The later step to go to where the condition is false.
            on_failure | text | `fail` (else the same), `continue`, `skip`, `retry`, or the later step to go to.
            goto | text | The step to go to, forward, or backward with `max_iterations`.
            on_error | handlers | What to do about errors: a step's id, a handler, or a list of them.
            error_handlers | handlers | The same as `on_error`.
            compensate | targets | What undoes the step; runs in reverse order when the job fails or is cancelled.
            finally | targets | Steps that run after this one, however it went, before those that wait for it.
            timeout | limit | The longest an attempt may take; of a step that waits for a signal, how long it waits.
            retry | retry | How often it is tried, and when.
            max_retries | natural | Attempts in all, without a delay, as pipelines spell it.
            queue | queuename | The workers that do it; `default` where it is left out.
            priority | priority | Of its commands, where it is not the job's.
            delivery | delivery | How often it may run: `at_least_once` (again where its worker is lost), `exclusive` (never by two workers at a time), `at_most_once` (not again where its worker is lost: the step ends unknown).
            idempotency_key | text | What the tool tells the world so that a repetition counts once; a template; the command's id where it is left out.
            rate_limit | rate | How many such calls one worker makes in a time: `10/m`, or `{calls, per, key}`.
            cache | cache | How long a worker may answer with an earlier result of its own: `10m`, or `{key, ttl}`.
            secrets | secrets | Names of secrets that the tool finds in its environment, `api-token` in `API_TOKEN`; or variables to names.
            output_variable | variable | A further name for its result.
            produces | text | What it makes, as pipelines spell it.
            location | text | The file that its result is written to; a template.
            format | text | The format of that file.
            size_limit | any | The most bytes of that file.
            output_description | text | For people.
            metadata | any | For people and other programs.
            tags | any | For people.
            """;

    static final String RETRY = """
            max_attempts | count | Attempts in all; 3 where it is left out.
            initial | time | Before the second attempt; 1 s where it is left out.
            multiplier | number | What each further wait is longer by; 2 where it is left out.
            max | time | The longest wait; 1 min where it is left out.
            jitter | fraction | How much a wait varies, 0 to 1; 0.2 where it is left out.
            retry_on | names | Kinds of failures that are tried again; all that can be mended where it is left out.
            no_retry_on | names | Kinds of failures that are not.
            """;

    static final String MODEL = """
            preferred | names | The models in the order of preference.
            max_cost_usd | amount | What one attempt may cost: a model that costs more, or whose price is not known, is passed over, and the answer ends where the money does.
            """;

    static final String NEEDS = """
            preferred | names | The models in the order of preference.
            excluded | names | Models that must not answer.
            min_size | text | The least size that a model's name tells, as in `7B`.
            max_size | text | The greatest size.
            fallback_strategy | text | Where none fits: `best_available`, `cheapest` or `fail`.
            expertise | any | Read and not known of any model; a warning says so.
            capabilities | any | As `expertise`.
            modalities | any | As `expertise`.
            max_latency_ms | any | As `expertise`.
            min_tokens_per_second | any | As `expertise`.
            min_accuracy_score | any | As `expertise`.
            cost_limit | any | As `expertise`.
            budget_period | any | As `expertise`.
            """;

    static final String HANDLER = """
            handler_task_id | text | The step that handles the error; it runs only for that.
            step | text | The same as `handler_task_id`.
            steps | steps | The steps that handle the error.
            handler_action | text | The action that handles the error.
            error_types | names | The types it is for, `*` for all.
            types | names | The same as `error_types`.
            error_patterns | names | Texts or regular expressions in the message, not case-sensitive.
            patterns | names | The same as `error_patterns`.
            error_codes | names | The codes it is for.
            codes | names | The same as `error_codes`.
            retry_with_handler | flag | Whether the step is tried again afterwards.
            max_handler_retries | natural | How often.
            retry_count | natural | The same as `max_handler_retries`, as old pipelines spell it.
            propagate_error | flag | Whether the step fails all the same.
            continue_on_handler_failure | flag | Whether the job goes on where the handler fails.
            continue_on_error | flag | Whether the job goes on, as old pipelines spell it.
            fallback_value | any | The step's result instead.
            fallback_result | any | The same as `fallback_value`.
            priority | integer | The least is looked at first; 100 where it is left out.
            enabled | flag | `false`: it does not count.
            log_level | text | For people.
            capture_error_context | any | For people.
            name | text | For people.
            description | text | For people.
            metadata | any | For people.
            """;

    static final String CASE = """
            when | condition | When the case is chosen.
            then | targets | The step to go to, or the steps to run.
            else | targets | The last case: what is chosen where none holds.
            """;

    static final String RATE = """
            calls | count | How many.
            per | time | In which time; 1 s where it is left out.
            key | text | Calls with the same key count together; a template; those of this step where it is left out.
            """;

    static final String AGENT = """
            model | model | The model it asks; that of the workflow where it is left out.
            instructions | text | What it is to do, and how; a template.
            prompt | text | The task, where `instructions` only says how; a template.
            tools | agenttools | Names of tools, or steps that call one: `{tool, name, description, action, parameters, ...}`.
            max_turns | count | The most turns; 10 where it is left out, at most 100.
            budget | agentbudget | What its model may use up: `{tokens, usd}`; looked at between turns.
            parameters | parameters | What else the model is given: `temperature`, `max_tokens` and so on.
            output_schema | mapping | The JSON Schema that its answer must fit.
            """;

    static final String AGENT_BUDGET = """
            tokens | count | In and out together.
            usd | number | In dollars, for models with a price.
            """;

    static final String AGENT_TOOL = """
            tool | text | The tool.
            name | text | What the model calls it; the tool's name where it is left out.
            description | text | What the model is told of it.
            action | text | The tool's operation; left to the model where it is left out.
            parameters | parameters | What the tool is given besides what the model says; the model cannot change it.
            """;

    static final String CACHE = """
            key | text | Calls of the tool or models with the same key have the same result; a template; all of the call where it is left out.
            ttl | time | How long after its end a result is good.
            """;

    static final String WAIT = """
            for | any | How long; a template can give it.
            until | text | A time stamp, as in `2026-12-31T23:59:00Z`; a template can give it.
            """;

    static final String SIGNAL = """
            name | text | The signal's name; a template.
            key | text | Tells signals of one name apart; a template.
            correlate | flag | Whether a signal that names no job reaches the step, too: one with this name and `key`, which must be given.
            prompt | any | What a person is asked: a text, or a mapping; texts are templates.
            """;

    static final String APPROVAL = """
            title | text | What is asked; a template.
            content | text | What is to be approved; a template.
            allow_modifications | flag | Whether who approves may change the content; `true` where it is left out.
            require_reason | flag | Whether who rejects must say why.
            timeout | any | How long the step waits; then it fails, or counts as approved; a template can give it.
            auto_approve | flag | Whether it counts as approved where nobody has answered in time; without `timeout` at once.
            """;

    static final String GATE = """
            title | text | What is asked; a template.
            content | text | What is to be approved; a template.
            format | text | How the content is written, for who shows it.
            allow_modifications | flag | Whether who approves may change the content; `true` where it is left out.
            require_reason | flag | Whether who rejects must say why; `true` where it is left out.
            context | text | Where people are asked; for who shows it.
            auto_approve_hash | text | The `content_hash` of an earlier result: the same content is approved at once.
            metadata | any | For who shows it.
            """;

    static final String PROMPT = """
            prompt | text | What is asked; a template.
            input_type | text | `text`, `number`, `integer`, `boolean` or `choice`; `text` where it is left out.
            default | any | What counts as the answer where none came in time, or an empty one.
            choices | list | The answers that fit.
            timeout | any | How long the step waits; 0 is without an end.
            context | text | Where people are asked; for who shows it.
            validation_pattern | text | The regular expression as which the answer must begin.
            """;

    static final String EMIT = """
            event | text | The event's name; a template. Beside `topic` it is the record's `ce_type`.
            name | text | The same as `event`.
            topic | text | A topic of your own that a record is written to; a template.
            key | text | The record's key; the job's id where it is left out; a template.
            headers | mapping | The record's headers, besides those of CloudEvents; texts are templates.
            payload | any | What it says; texts are templates. On a topic it is the record's value, as JSON.
            """;

    static final String FAIL = """
            reason | text | Why; a template.
            message | text | The same as `reason`.
            """;

    static final String SUCCEED = """
            outputs | mapping | What the job answers; templates.
            """;

    static final String QUEUE = """
            on | any | The list, or a template that gives it.
            max_parallel | count | How many tasks run at the same time; 10 where it is left out.
            tool | text | The tool of the task, or of the actions that name none.
            action | text | The tool's operation.
            parameters | parameters | What the tool is given.
            task | any | The task as a step, or a list of steps.
            steps | steps | The task as steps.
            action_loop | list | The task as an action loop.
            until | condition | The task is repeated until this holds.
            while | condition | The task is repeated as long as this holds.
            max_iterations | iterations | The most repetitions.
            break_on_error | flag | Whether the first error ends the repetitions.
            iteration_timeout | time | The longest a repetition may take.
            loop_name | text | The loop's name, for `$name.item`.
            """;

    static final String EXECUTOR = """
            pipeline | workflow | The other workflow: `id@version`, `id`, a file, its text, or a mapping.
            inputs | parameters | What it is given.
            inherit_context | flag | Whether it is given this job's inputs too.
            wait_for_completion | flag | Whether the step waits for it.
            timeout | time | The longest it may take.
            output_mapping | mapping | Names for what it answers.
            error_handling | text | `fail`, `continue`, `skip` or `retry`.
            retry_count | natural | How often it is tried again.
            retry_delay | time | How long between.
            """;

    private StepTexts() {}
}
