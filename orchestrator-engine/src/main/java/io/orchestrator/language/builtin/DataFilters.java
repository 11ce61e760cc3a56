package io.orchestrator.language.builtin;

import io.orchestrator.json.Json.InvalidJsonException;
import io.orchestrator.language.operation.Access;
import io.orchestrator.language.operation.Comparison;
import io.orchestrator.language.text.Dates;
import io.orchestrator.language.text.JsonText;
import io.orchestrator.language.text.NumberText;
import io.orchestrator.language.text.PythonText;
import io.orchestrator.language.value.Item;
import io.orchestrator.language.value.Numbers;
import io.orchestrator.language.value.Run;
import io.orchestrator.language.value.Undefined;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Filters for defaults, numbers, JSON and dates. */
final class DataFilters {

    private static final Route.Name EXECUTION = new Route.Name("execution");
    private static final Route.Field TIMESTAMP = new Route.Field(EXECUTION, "timestamp");

    static final Map<String, Builtin> ALL = new Builtin.Table()
            .addForAbsence("default d", DataFilters::fallback, "default_value", "boolean")
            .add("int", DataFilters::integer, "default", "base")
            .add("float", DataFilters::real, "default")
            .add("abs", (run, input, args) -> Functions.absolute(run, input))
            .add("round", DataFilters::round, "precision", "method")
            .add("filesizeformat", DataFilters::fileSize, "binary")
            .add("tojson", (run, input, args) -> json(run, input, args, JsonText.Target.PAGE, -1), "indent")
            .add(
                    "to_json json json_encode",
                    (run, input, args) -> json(run, input, args, JsonText.Target.FILE, 2),
                    "indent")
            .add("attr", DataFilters::attribute, "name")
            .add("from_json", DataFilters::fromJson)
            .add("date", DataFilters::date, "format")
            .build();

    private static final String DATE_FORMAT = "%Y-%m-%d %H:%M:%S";

    private DataFilters() {}

    /** A field by a name that may be computed. */
    private static Item attribute(Run run, Item input, Args args) {
        return AttributePath.field(run, input, Item.of(args.text(run, 0, "name")), new Route.Name("attr"));
    }

    private static Item fallback(Run run, Item input, Args args) {
        var other = args.find(0, "default_value");
        var replaces = input instanceof Undefined || (args.truth(run, 1, "boolean") && !Comparison.truth(run, input));
        return replaces ? (other == null ? Item.Str.EMPTY : other) : input;
    }

    private static Item integer(Run run, Item input, Args args) {
        var base = args.integer(run, 1, "base", 10);
        if (input instanceof Item.Str text) {
            var whole = NumberText.parseInteger(run, text.value(), base);
            if (whole.isPresent()) {
                return whole.get();
            }
        }
        return NumberText.parseReal(run, input)
                .flatMap(number -> NumberText.truncate(run, number))
                .orElseGet(() -> args.get(run, 0, "default", Item.Int.ZERO));
    }

    private static Item real(Run run, Item input, Args args) {
        return NumberText.parseReal(run, input)
                .<Item>map(number -> new Item.Real(Numbers.real(run, number)))
                .orElseGet(() -> args.get(run, 0, "default", new Item.Real(0)));
    }

    private static Item round(Run run, Item input, Args args) {
        if (!Numbers.isNumber(input)) {
            throw run.type("round needs a number, not " + input.typeName());
        }
        var digits = args.integer(run, 0, "precision", 0);
        return switch (args.text(run, 1, "method", "common")) {
            case "common" -> NumberText.round(run, Numbers.plain(input), digits);
            case "ceil" -> scaled(run, input, digits, Math::ceil);
            case "floor" -> scaled(run, input, digits, Math::floor);
            default -> throw run.type("the method of round is common, ceil or floor");
        };
    }

    private static Item scaled(Run run, Item input, int digits, DoubleUnaryOperator rounding) {
        var scale = Math.pow(10, digits);
        return new Item.Real(rounding.applyAsDouble(Numbers.real(run, input) * scale) / scale);
    }

    private static Item fileSize(Run run, Item input, Args args) {
        var binary = args.truth(run, 0, "binary");
        var number = NumberText.parseReal(run, input)
                .orElseThrow(() -> run.type("filesizeformat needs a number, not " + input.typeName()));
        return Item.of(NumberText.fileSize(Numbers.real(run, number), binary ? 1024 : 1000));
    }

    private static Item json(Run run, Item input, Args args, JsonText.Target target, int fallback) {
        return Item.of(
                JsonText.write(run, input, new JsonText.Style(args.integer(run, 0, "indent", fallback), target)));
    }

    /** What is no text, or no JSON, stays as it is: models often answer with either. */
    private static Item fromJson(Run run, Item input, Args args) {
        if (!(input instanceof Item.Str text)) {
            return input;
        }
        try {
            return JsonText.read(run, text.value());
        } catch (InvalidJsonException e) {
            return input;
        }
    }

    private static Item date(Run run, Item input, Args args) {
        var format = args.text(run, 0, "format", DATE_FORMAT);
        if (!(input instanceof Item.Str text)) {
            return Item.of(PythonText.of(run, input));
        }
        return Dates.parse(text.value().equals("now") ? now(run) : text.value())
                .<Item>map(date -> Item.of(run.text(Dates.format(run, date, format))))
                .orElse(input);
    }

    /** The one instant of the job: there is no clock here, and a replay must give the same text. */
    static String now(Run run) {
        run.charge(2);
        var execution = run.lookup(EXECUTION.name());
        var parent = execution == null ? Undefined.at(EXECUTION, null) : execution;
        return PythonText.of(run, Access.field(parent, TIMESTAMP.name(), TIMESTAMP));
    }
}
