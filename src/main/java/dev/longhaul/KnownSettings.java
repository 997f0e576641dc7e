package dev.longhaul;

import dev.longhaul.execution.ExecutionConfig;
import dev.longhaul.files.FilesConfig;
import dev.longhaul.http.HttpSettings;
import dev.longhaul.intake.IntakeConfig;
import dev.longhaul.intake.UploadConfig;
import dev.longhaul.jobtypes.export.ExportConfig;
import dev.longhaul.jobtypes.feed.FeedConfig;
import dev.longhaul.jobtypes.image.ImageConfig;
import dev.longhaul.jobtypes.report.ReportConfig;
import dev.longhaul.jobtypes.upload.StoresConfig;
import dev.longhaul.ledger.Safeguards;
import dev.longhaul.ledger.SchemaSettings;
import dev.longhaul.mail.MailSettings;
import dev.longhaul.notice.NoticeSettings;
import dev.longhaul.outbound.OutboundConfig;
import dev.longhaul.queue.QueueSettings;
import dev.longhaul.role.Roles;
import dev.longhaul.schedule.ScheduleConfig;
import dev.longhaul.security.SecuritySettings;
import dev.longhaul.source.ReportSettings;
import dev.longhaul.source.SourceSettings;
import dev.longhaul.upkeep.UpkeepConfig;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings that this service reads, as the interfaces have them that the framework fills. */
// Their methods are read by reflection, which native images need to be told.
@RegisterForReflection(
        targets = {
            ExecutionConfig.class,
            ExportConfig.class,
            FeedConfig.class,
            FilesConfig.class,
            HttpSettings.class,
            ImageConfig.class,
            IntakeConfig.class,
            MailSettings.class,
            NoticeSettings.class,
            OutboundConfig.class,
            QueueSettings.class,
            ReportConfig.class,
            ReportSettings.class,
            Roles.class,
            Safeguards.class,
            ScheduleConfig.class,
            SchemaSettings.class,
            SecuritySettings.class,
            SourceSettings.class,
            StoresConfig.class,
            UploadConfig.class,
            UpkeepConfig.class
        })
final class KnownSettings {

    /** All that read settings of ours; a test keeps the list whole. */
    static final List<Class<?>> MAPPINGS =
            List.of(KnownSettings.class.getAnnotation(RegisterForReflection.class).targets());

    /**
     * A setting.
     *
     * @param type of the value, or of each of them
     * @param many whether there may be several, separated by commas
     * @param method that reads it, for the bounds that it has
     */
    record Setting(Class<?> type, boolean many, Method method) {}

    private final Map<String, Setting> settings = new TreeMap<>();

    private KnownSettings() {
        for (Class<?> mapping : MAPPINGS) {
            readGroup(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping);
        }
    }

    /** By their keys, in which {@code *} stands for names that operators give. */
    static Map<String, Setting> byKey() {
        return new KnownSettings().settings;
    }

    /** What a key is called in the environment. */
    static String variable(String key) {
        return StringUtil.replaceNonAlphanumericByUnderscores(key).toUpperCase(Locale.ROOT);
    }

    private void readGroup(String prefix, Class<?> group) {
        for (Method method : group.getMethods()) {
            if (!method.isDefault()) {
                read(keyOf(prefix, method), method.getGenericReturnType(), false, method);
            }
        }
    }

    private static String keyOf(String prefix, Method method) {
        if (method.isAnnotationPresent(WithParentName.class)) {
            return prefix;
        }
        WithName name = method.getAnnotation(WithName.class);
        return prefix + "." + (name == null ? StringUtil.skewer(method.getName()) : name.value());
    }

    private void read(String key, Type type, boolean many, Method method) {
        switch (type) {
            case ParameterizedType map when map.getRawType() == Map.class ->
                    read(key + ".*", map.getActualTypeArguments()[1], false, method);
            case ParameterizedType optional when optional.getRawType() == Optional.class ->
                    read(key, optional.getActualTypeArguments()[0], false, method);
            case ParameterizedType list ->
                    read(key, list.getActualTypeArguments()[0], true, method);
            case Class<?> group when group.isInterface() && isOurs(group) -> readGroup(key, group);
            case Class<?> value ->
                    settings.merge(
                            key,
                            new Setting(value, many, method),
                            // Who only compares texts does not say what is right.
                            (one, other) -> one.type() == String.class ? other : one);
            default ->
                    throw new IllegalStateException(method + " has a type that is not known here");
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.longhaul.");
    }
}
