package io.orchestrator.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What a name such as {@code __fetch_metadata} or {@code __ask_model_metadata} asks about.
 *
 * @param subject the step or variable
 * @param ofModel whether it asks what the step's model used
 */
public record MetadataName(String subject, boolean ofModel) {

    private static final String PREFIX = "__";
    private static final String SUFFIX = "_metadata";
    private static final String MODEL = "_model";

    /** What the name can mean, the first that exists counts; nothing for an ordinary name. */
    public static List<MetadataName> readings(String name) {
        var length = name.length() - PREFIX.length() - SUFFIX.length();
        if (length <= 0 || !name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return List.of();
        }
        var subject = name.substring(PREFIX.length(), PREFIX.length() + length);
        var readings = new ArrayList<MetadataName>();
        readings.add(new MetadataName(subject, false));
        if (subject.endsWith(MODEL) && subject.length() > MODEL.length()) {
            readings.add(new MetadataName(subject.substring(0, subject.length() - MODEL.length()), true));
        }
        return readings;
    }
}
