package dev.longhaul.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.longhaul.ledger.JobReads;
import dev.longhaul.watch.Watch;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.InstantSource;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Hands the connection to an {@link EventStream}. The framework's own streams cannot say 204 or a problem instead, nor
 * that a reader has taken what was written.
 */
@Provider
public class EventsOfJobWriter implements ServerMessageBodyWriter<EventsOfJob> {

    // Writers are made while the image is built, before there is a database.
    private final Instance<Watch> watch;
    private final Instance<JobReads> jobs;
    private final Instance<Estimates> estimates;
    private final Instance<ObjectMapper> json;
    private final Instance<InstantSource> clock;

    EventsOfJobWriter(
            Instance<Watch> watch,
            Instance<JobReads> jobs,
            Instance<Estimates> estimates,
            Instance<ObjectMapper> json,
            Instance<InstantSource> clock) {
        this.watch = watch;
        this.jobs = jobs;
        this.estimates = estimates;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return type == EventsOfJob.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == EventsOfJob.class;
    }

    @Override
    public void writeResponse(EventsOfJob events, Type generic, ServerRequestContext context) {
        EventStream.open(
                new EventStream.Means(
                        watch.get(), jobs.get(), estimates.get(), json.get(), clock.get()),
                events.urls(),
                events.job(),
                events.known(),
                context.serverResponse());
    }

    @Override
    public void writeTo(
            EventsOfJob events,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a stream of events has no end to wait for");
    }
}
