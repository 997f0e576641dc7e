package dev.longhaul.intake;

import dev.longhaul.files.StagedFile;
import dev.longhaul.files.UploadStore;
import dev.longhaul.job.FileId;
import dev.longhaul.ledger.IdempotencyKey;
import dev.longhaul.ledger.KeyedUploads;
import dev.longhaul.ledger.LedgerUnavailable;
import dev.longhaul.ledger.Upload;
import dev.longhaul.ledger.Uploads;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Accepts files: streamed to disk, made durable, then recorded. */
@Singleton
public class FileIntake {

    private static final Logger LOG = Logger.getLogger(FileIntake.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    private final UploadStore store;
    private final Uploads ledger;
    private final KeyedUploads keyed;
    private final UploadConfig config;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    FileIntake(
            UploadStore store,
            Uploads ledger,
            KeyedUploads keyed,
            UploadConfig config,
            InstantSource clock) {
        this.store = store;
        this.ledger = ledger;
        this.keyed = keyed;
        this.config = config;
        this.clock = clock;
    }

    /** How many bytes a file may have. */
    public long limit() {
        return config.maxSize().asLongValue();
    }

    /**
     * Takes the bytes of a file down. Nothing of it is left if this fails, or once the answer is closed without having been kept.
     *
     * @param filename what it is called; any Unicode, no path
     * @param mediaType RFC 9110 §8.3.1
     * @throws FileTooLarge if there are more bytes than are allowed
     * @throws FileNotStored if the disk is full or away
     * @throws IOException if the caller stopped sending
     */
    public BroughtFile receive(InputStream body, String filename, String mediaType)
            throws FileTooLarge, FileNotStored, IOException {
        FileId id = FileId.create(clock.instant(), random);
        StagedFile file = stage(id);
        boolean whole = false;
        try {
            copy(body, file);
            whole = true;
        } finally {
            if (!whole) {
                file.close();
            }
        }
        return new BroughtFile(id, filename, mediaType, file);
    }

    private StagedFile stage(FileId id) throws FileNotStored {
        try {
            return store.stage(id);
        } catch (IOException e) {
            throw new FileNotStored(e);
        }
    }

    private void copy(InputStream body, StagedFile file)
            throws FileTooLarge, FileNotStored, IOException {
        byte[] part = new byte[BUFFER_BYTES];
        long size = 0;
        for (int read = body.read(part); read >= 0; read = body.read(part)) {
            size += read;
            if (size > limit()) {
                throw new FileTooLarge(limit());
            }
            write(file, part, read);
        }
    }

    private static void write(StagedFile file, byte[] part, int length) throws FileNotStored {
        try {
            file.write(part, 0, length);
        } catch (IOException e) {
            throw new FileNotStored(e);
        }
    }

    /**
     * Keeps a file for jobs to come.
     *
     * @param idempotencyKey under which the caller may send it again: a file is the same if its bytes are
     * @throws FileNotStored if the disk is full or away
     * @throws LedgerUnavailable if the database is away
     */
    public FileAcceptance keep(String owner, BroughtFile file, Optional<String> idempotencyKey)
            throws FileNotStored {
        if (idempotencyKey.isEmpty()) {
            return kept(keep(owner, List.of(file), config.uploadsAfter()).getFirst());
        }
        Upload upload = publish(owner, file);
        var key = new IdempotencyKey(idempotencyKey.get(), "file " + upload.sha256());
        return switch (keyed.insert(upload, config.uploadsAfter(), key)) {
            case KeyedUploads.Outcome.Recorded _ -> kept(upload);
            case KeyedUploads.Outcome.Repeated(Upload before) -> {
                delete(upload.id());
                yield new FileAcceptance.Kept(before);
            }
            case KeyedUploads.Outcome.KeyReused _ -> {
                delete(upload.id());
                yield new FileAcceptance.KeyReused();
            }
        };
    }

    /** With the time until which it is kept, which the ledger knows. */
    private FileAcceptance kept(Upload upload) {
        return new FileAcceptance.Kept(ledger.find(upload.id(), upload.owner()).orElse(upload));
    }

    /**
     * Keeps files for a while.
     *
     * @throws FileNotStored if the disk is full or away; then none is kept
     * @throws LedgerUnavailable if the database is away
     */
    List<Upload> keep(String owner, Collection<BroughtFile> files, Duration time)
            throws FileNotStored {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Upload> uploads = new ArrayList<>();
        boolean published = false;
        try {
            for (BroughtFile file : files) {
                uploads.add(publish(owner, file));
            }
            published = true;
        } finally {
            if (!published) {
                uploads.forEach(upload -> delete(upload.id()));
            }
        }
        ledger.insert(uploads, time);
        return uploads;
    }

    private static Upload publish(String owner, BroughtFile file) throws FileNotStored {
        try {
            StagedFile.Published bytes = file.bytes().publish();
            return new Upload(
                    file.id(),
                    owner,
                    file.filename(),
                    file.mediaType(),
                    bytes.size(),
                    bytes.sha256(),
                    Optional.empty());
        } catch (IOException e) {
            throw new FileNotStored(e);
        }
    }

    /**
     * Removes files as if they had never been kept, apart from those that jobs refer to.
     *
     * @throws LedgerUnavailable if the database is away; then they go when their time is up
     */
    void discard(List<Upload> uploads) {
        if (!uploads.isEmpty()) {
            ledger.removeUnused(uploads.stream().map(Upload::id).toList()).forEach(this::delete);
        }
    }

    /**
     * Removes a file as its owner wishes, unless jobs refer to it.
     *
     * @throws LedgerUnavailable if the database is away; asking again is safe
     */
    public Uploads.Removal remove(FileId id, String owner) {
        Uploads.Removal removal = ledger.remove(id, owner);
        if (removal == Uploads.Removal.REMOVED) {
            delete(id);
        }
        return removal;
    }

    private void delete(FileId id) {
        try {
            store.delete(id);
        } catch (IOException e) {
            LOG.errorf(
                    "The file %s that nobody knows any more could not be removed and stays for the next sweep. May this"
                            + " process write to the folder of uploads? (%s)",
                    id, e);
        }
    }
}
