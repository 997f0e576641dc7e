package dev.longhaul.contract;

import io.restassured.RestAssured;
import io.restassured.config.LogConfig;
import io.restassured.filter.FilterContext;
import io.restassured.filter.OrderedFilter;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolException;
import org.apache.http.impl.client.DefaultRedirectStrategy;
import org.apache.http.protocol.HttpContext;

/** Holds every answer that REST Assured gets against the contract, those on the way of a redirect too. */
final class CheckedAnswers implements OrderedFilter {

    private final Contract contract;

    private CheckedAnswers(Contract contract) {
        this.contract = contract;
    }

    /** For all requests from now on, once. */
    static void install() {
        if (RestAssured.filters().stream().noneMatch(CheckedAnswers.class::isInstance)) {
            RestAssured.filters(new CheckedAnswers(Contract.published()));
        }
        // What a failed test needs to show is kept as it came: to indent it, as Quarkus has it
        // done, took longer than all else where a body is large.
        RestAssured.config =
                RestAssured.config()
                        .logConfig(
                                LogConfig.logConfig()
                                        .enableLoggingOfRequestAndResponseIfValidationFails()
                                        .enablePrettyPrinting(false));
    }

    /** Next to the wire. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext context) {
        List<Exchange> redirects = observed(request);
        Response answer = context.next(request, expected);
        redirects.forEach(contract::check);
        contract.check(
                new Exchange(
                        request.getMethod(),
                        redirects.isEmpty()
                                ? URI.create(request.getURI()).getRawPath()
                                : target(redirects.getLast()),
                        answer.statusCode(),
                        headers(answer),
                        Optional.of(answer.asByteArray())));
        return answer;
    }

    private static String target(Exchange redirect) {
        return URI.create(redirect.header("Location").orElseThrow()).getRawPath();
    }

    private static Map<String, List<String>> headers(Response answer) {
        return answer.headers().asList().stream()
                .collect(
                        Collectors.groupingBy(
                                Header::getName,
                                Collectors.mapping(Header::getValue, Collectors.toList())));
    }

    /** REST Assured shows the last answer alone; its client has seen those that led there. */
    // The client's type is deprecated by its makers; REST Assured has no other.
    @SuppressWarnings("deprecation")
    private static List<Exchange> observed(FilterableRequestSpecification request) {
        List<Exchange> redirects = new ArrayList<>();
        var client = (org.apache.http.impl.client.AbstractHttpClient) request.getHttpClient();
        client.setRedirectStrategy(
                new DefaultRedirectStrategy() {
                    @Override
                    public boolean isRedirected(
                            HttpRequest hop, HttpResponse answer, HttpContext context)
                            throws ProtocolException {
                        boolean redirected = super.isRedirected(hop, answer, context);
                        if (redirected) {
                            redirects.add(redirect(hop, answer));
                        }
                        return redirected;
                    }
                });
        return redirects;
    }

    private static Exchange redirect(HttpRequest hop, HttpResponse answer) {
        return new Exchange(
                hop.getRequestLine().getMethod(),
                URI.create(hop.getRequestLine().getUri()).getRawPath(),
                answer.getStatusLine().getStatusCode(),
                Arrays.stream(answer.getAllHeaders())
                        .collect(
                                Collectors.groupingBy(
                                        org.apache.http.Header::getName,
                                        Collectors.mapping(
                                                org.apache.http.Header::getValue,
                                                Collectors.toList()))),
                Optional.empty());
    }
}
