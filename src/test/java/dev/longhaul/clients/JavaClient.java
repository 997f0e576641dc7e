package dev.longhaul.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** The client of the JDK. */
record JavaClient(HttpClient.Redirect redirects, HttpClient client) implements Client {

    static JavaClient with(HttpClient.Redirect redirects) {
        return new JavaClient(
                redirects, HttpClient.newBuilder().followRedirects(redirects).build());
    }

    @Override
    public String name() {
        return "`java.net.http`, `" + redirects + "`";
    }

    @Override
    public Sighting get(URI url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url));
    }

    Sighting send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> response =
                client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Sighting(
                Optional.empty(),
                response.statusCode(),
                response.headers(),
                response.body(),
                Optional.of(response.uri()).filter(end -> !end.equals(request.uri())));
    }
}
