package io.orchestrator.worker.model;

import io.orchestrator.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model step says: the messages {@code {role: system|user|assistant, content: text}}, then the prompt as one more of
 * the user's. A list among the messages stands for those in it. Messages of the same side that follow one another become one, as some providers ask for.
 *
 * @param system the system message; may be empty
 * @param turns the user's first, alternating, the last the user's
 */
record Conversation(String system, List<String> turns) {

    Conversation {
        turns = List.copyOf(turns);
    }

    static Conversation of(@Nullable Value messages, String system, String prompt) throws Request.InvalidException {
        var said = new Turns(system);
        if (messages instanceof Value.Array array) {
            for (var message : array.items()) {
                said.add(message);
            }
        }
        if (!prompt.isBlank()) {
            said.user(prompt);
        }
        return said.conversation();
    }

    private static final class Turns {

        private final List<String> turns = new ArrayList<>();
        private String system;

        Turns(String system) {
            this.system = system;
        }

        void add(Value message) throws Request.InvalidException {
            if (message instanceof Value.Array more) {
                for (var one : more.items()) {
                    add(one);
                }
                return;
            }
            if (!(message instanceof Value.Dict fields)
                    || !(fields.get("role") instanceof Value.Text role)
                    || !(fields.get("content") instanceof Value.Text content)) {
                throw new Request.InvalidException("each of the messages is {role: ..., content: text}");
            }
            switch (role.value()) {
                case "system", "developer" -> system = join(system, content.value());
                case "user" -> user(content.value());
                case "assistant" -> assistant(content.value());
                default ->
                    throw new Request.InvalidException(
                            "a message has no role '" + role.value() + "'; there are system, user and assistant");
            }
        }

        void user(String text) {
            say(text, turns.size() % 2 == 0);
        }

        private void assistant(String text) throws Request.InvalidException {
            if (turns.isEmpty()) {
                throw new Request.InvalidException("the first of the messages must be the user's");
            }
            say(text, turns.size() % 2 == 1);
        }

        private void say(String text, boolean turn) {
            if (turn) {
                turns.add(text);
            } else {
                turns.set(turns.size() - 1, join(turns.getLast(), text));
            }
        }

        Conversation conversation() throws Request.InvalidException {
            if (turns.isEmpty() || turns.getLast().isBlank()) {
                throw new Request.InvalidException("the prompt is empty");
            }
            if (turns.size() % 2 == 0) {
                throw new Request.InvalidException("the last of the messages must be the user's");
            }
            return new Conversation(system, turns);
        }

        private static String join(String before, String text) {
            return before.isBlank() ? text : before + "\n\n" + text;
        }
    }
}
