package dev.longhaul.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The times of a crontab in a time zone, with the rules that Paul Vixie's cron has for the two nights of the year.
 *
 * <p>A crontab that names hours and minutes fires once a day all the same: what falls into the gap in spring fires when the
 * gap is over, and what falls into the hour that comes twice in autumn fires the first time. A crontab whose minute or hour
 * begins with {@code *} goes by the time that really passes: what the gap leaves out is left out, and what comes twice fires
 * twice.
 */
final class CronTimes implements FireTimes {

    private final Crontab crontab;
    private final ZoneRules rules;

    CronTimes(Crontab crontab, ZoneId zone) {
        this.crontab = crontab;
        this.rules = zone.getRules();
    }

    @Override
    public Instant after(Instant time) {
        return crontab.isAtFixedTimes() ? fixed(time) : passing(time);
    }

    private Instant fixed(Instant time) {
        LocalDateTime onWall = LocalDateTime.ofInstant(time, rules.getOffset(time));
        Instant found;
        do {
            onWall = crontab.after(onWall);
            found = first(onWall);
        } while (!found.isAfter(time));
        return found;
    }

    /** When the clock on the wall first shows that time, or skips it. */
    private Instant first(LocalDateTime onWall) {
        ZoneOffsetTransition change = rules.getTransition(onWall);
        if (change == null) {
            return onWall.toInstant(rules.getOffset(onWall));
        }
        return change.isGap() ? change.getInstant() : onWall.toInstant(change.getOffsetBefore());
    }

    private Instant passing(Instant time) {
        ZoneOffset offset = rules.getOffset(time);
        Instant found = crontab.after(LocalDateTime.ofInstant(time, offset)).toInstant(offset);
        ZoneOffsetTransition change = rules.nextTransition(time);
        while (change != null && !found.isBefore(change.getInstant())) {
            // The time of the change itself counts.
            LocalDateTime before = change.getDateTimeAfter().minusSeconds(1);
            found = crontab.after(before).toInstant(change.getOffsetAfter());
            change = rules.nextTransition(change.getInstant());
        }
        return found;
    }
}
