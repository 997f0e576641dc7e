package dev.longhaul;

import io.quarkus.runtime.Startup;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Says at the start which variables are ignored: who misspelt one would look for the fault elsewhere. */
@Startup
@Singleton
class UnknownVariables {

    private static final Logger LOG = Logger.getLogger(UnknownVariables.class);

    UnknownVariables(Config config) {
        new SettingsCheck(config.unwrap(SmallRyeConfig.class))
                .unknownVariables()
                .forEach(LOG::warn);
    }
}
