package dev.longhaul.contract;

import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Found by Quarkus before every test that starts the application, so that nobody has to think of it. */
public final class CheckEveryAnswer
        implements QuarkusTestBeforeClassCallback, QuarkusTestBeforeEachCallback {

    @Override
    public void beforeClass(Class<?> testClass) {
        CheckedAnswers.install();
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        CheckedAnswers.install();
    }
}
