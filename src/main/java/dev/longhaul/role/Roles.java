package dev.longhaul.role;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.Set;

/** The roles of this process. */
@ConfigMapping(prefix = "longhaul")
public interface Roles {

    /** All by default: one process is a whole installation. */
    @WithDefault("web,worker,scheduler")
    @WithName("roles")
    Set<Role> all();

    default boolean include(Role role) {
        return all().contains(role);
    }
}
