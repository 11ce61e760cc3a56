package io.orchestrator.compile.schema;

/** Keys of the document, of its inputs and its defaults: key, type, meaning. */
final class DocumentTexts {

    static final String WORKFLOW = """
            id | id | The workflow's id; made of the name where it is left out. `(id, version)` never changes once published.
            name | text | For people.
            version | version | Three numbers, `1.0.0` where it is left out.
            description | text | For people.
            inputs | inputs | What a job is given: a declaration, or a literal that is the default.
            parameters | inputs | The same as `inputs`, as pipelines spell it; `inputs` counts where both name one.
            defaults | defaults | `timeout` and `retry` of every step that says nothing.
            context | context | The same, as pipelines spell it.
            model | model | The model of steps that name none.
            priority | priority | Of its jobs, where the request has none.
            queue | queuename | The queue whose limits hold for its jobs, and of steps that name none; `default` where it is left out.
            concurrency | concurrency | How many of its jobs run at the same time.
            mode | mode | `sequential`: each step waits for the one before it.
            timeout | time | The longest a job may take.
            steps | steps | What is done, in any order: steps wait for those whose results they read and those they name.
            finally | steps | Runs when the job is about to end, however it went.
            on_error | handlers | Handlers for the errors of every step, after the step's own.
            error_handlers | handlers | The same as `on_error`.
            global_error_handlers | handlers | The same as `on_error`, as pipelines spell it.
            outputs | outputs | What a job answers: a template, or `{value: template}`; a later one can read those above it.
            searchable | names | Names of inputs, variables of the whole job and outputs whose values jobs are found by.
            metadata | any | For people and other programs.
            tags | any | For people.
            author | any | For people.
            $schema | text | Tells editors the schema of the document.
            """;

    static final String CONCURRENCY = """
            key | text | Jobs with the same key share the limit: a template that reads inputs. Without one, all jobs of the workflow do.
            limit | count | How many run at the same time.
            on_limit | onlimit | What becomes of one more: `queue` (it waits; the default), `cancel_oldest` or `reject`.
            """;

    static final String INPUT = """
            type | inputtype | `string`, `integer`, `number`, `boolean`, `array`, `object`, `file` or `any`.
            required | requirement | Whether a job without it is refused; a list of property names inside an object.
            default | any | Its value where a job gives none.
            sensitive | flag | Whether its value is encrypted wherever the job is written, and never shown.
            enum | list | The values it may have.
            choices | list | The same as `enum`.
            allowed_values | list | The same as `enum`.
            minimum | number | The least number.
            min | number | The same as `minimum`.
            maximum | number | The greatest number.
            max | number | The same as `maximum`.
            range | range | `[minimum, maximum]`.
            min_length | natural | The fewest characters or items.
            minLength | natural | The same as `min_length`.
            min_items | natural | The same as `min_length`.
            minItems | natural | The same as `min_length`.
            max_length | natural | The most characters or items.
            maxLength | natural | The same as `max_length`.
            max_items | natural | The same as `max_length`.
            maxItems | natural | The same as `max_length`.
            pattern | text | A regular expression that its text must hold.
            items | nested | The type of a list's items.
            properties | properties | The types of an object's fields.
            validation | validation | The constraints again, as pipelines spell them.
            description | text | For people.
            title | text | For people.
            example | any | For people.
            examples | any | For people.
            """;

    static final String DEFAULTS = """
            timeout | time | The longest an attempt of a step may take.
            retry | retry | How often a step is tried, and when.
            sanitize_output | flag | Whether greetings and offers around a model's text are cut off.
            max_retries | natural | Attempts in all, without a delay, as pipelines spell it.
            """;

    static final String CONTEXT = """
            timeout | time | The longest an attempt of a step may take.
            max_retries | natural | Attempts in all, without a delay.
            """;

    private DocumentTexts() {}
}
