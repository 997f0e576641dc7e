package dev.longhaul.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of who may do what. */
@ConfigMapping(prefix = "longhaul.security")
public interface SecuritySettings {

    /** Whether callers who do not say who they are may do what operators may: where nobody is asked, nobody can say. */
    @WithDefault("true")
    boolean anonymousOperates();
}
