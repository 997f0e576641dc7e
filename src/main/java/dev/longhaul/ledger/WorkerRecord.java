package dev.longhaul.ledger;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A worker process that takes jobs, for operators to look at. No rule depends on it: leases are on jobs. */
@Entity
@Table(name = "worker")
class WorkerRecord extends PanacheEntityBase {

    @Id String id = "";

    String host = "";

    int slots;

    @Column(name = "started_at")
    Instant started = Instant.EPOCH;

    @Column(name = "seen_at")
    Instant seen = Instant.EPOCH;
}
