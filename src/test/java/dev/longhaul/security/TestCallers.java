package dev.longhaul.security;

import static io.restassured.RestAssured.given;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Believes whoever says who they are; those who do not are anonymous. */
@Singleton
public class TestCallers implements HttpAuthenticationMechanism {

    private static final String NAME = "Test-Caller";
    private static final String ROLE = "Test-Role";

    /** A request of somebody of that name. */
    public static RequestSpecification as(String name) {
        return given().redirects().follow(false).header(NAME, name);
    }

    /** A request of somebody who has that role. */
    public static RequestSpecification as(String name, String role) {
        return as(name).header(ROLE, role);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            RoutingContext context, IdentityProviderManager identities) {
        String name = context.request().getHeader(NAME);
        if (name == null) {
            return Uni.createFrom().nullItem();
        }
        var identity = QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(name));
        String role = context.request().getHeader(ROLE);
        if (role != null) {
            identity.addRole(role);
        }
        return Uni.createFrom().item(identity.build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().nullItem();
    }
}
