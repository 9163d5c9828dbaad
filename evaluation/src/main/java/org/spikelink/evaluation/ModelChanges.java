package org.spikelink.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.spikelink.core.model.InputSpec;
import org.spikelink.core.model.Model;
import org.spikelink.core.model.ModelException;
import org.spikelink.core.stepper.ReadyModel;
import org.spikelink.core.stepper.StepObserver;
import org.spikelink.core.stepper.StepperOptions;
import org.spikelink.core.stepper.StreamModels;
import org.spikelink.core.stepper.StreamStepper;

/**
 * Which step of which stream took up which model: what a job has recorded in its outputs, so that the same events give the
 * same bits offline. Of a session without a change, all steps are under the model given first.
 */
public final class ModelChanges {
    private final Map<String, Model> models = new HashMap<>(); // by name/version
    private final Map<Session, NavigableMap<Long, Model>> changes = new HashMap<>();

    /** One session of a stream; null for every session of it. */
    private record Session(String stream, Long number) {}

    /**
     * One change.
     *
     * @param stream its name
     * @param session its number, null if the change is the same in every session
     * @param step number of the session's first step under the model; 0 if the session begins with it
     * @param model name/version
     */
    public record Change(String stream, Long session, long step, String model) {}

    /**
     * Changes between models.
     *
     * @throws ModelException if two models have one name and version, if they have other classes than the first, or if a
     *     change names a model that is not there
     */
    public ModelChanges(List<Model> models, List<Change> changes) {
        for (Model model : models) {
            Model other = this.models.put(model.document().id(), model);
            ModelException.require(
                    other == null || other.sha256().equals(model.sha256()),
                    "model %s must have one content (got sha256 %s and %s)",
                    model.document().id(),
                    other == null ? "" : other.sha256(),
                    model.sha256());
            ModelException.require(
                    model.document().labels().equals(models.get(0).document().labels()),
                    "model %s must have the classes of model %s",
                    model.document().id(),
                    models.get(0).document().id());
        }
        for (Change change : changes) {
            Model model = this.models.get(change.model());
            ModelException.require(
                    model != null,
                    "changes name model %s of stream %s: its file must be given, too",
                    change.model(),
                    change.stream());
            this.changes
                    .computeIfAbsent(
                            new Session(change.stream(), change.session()), s -> new TreeMap<>())
                    .put(change.step(), model);
        }
    }

    /** A stepper whose streams change as recorded, from {@code first}. */
    public StreamStepper stepper(Model first, StepperOptions options, StepObserver observer) {
        return new StreamStepper(
                ReadyModel.of(first, options, observer.readsSpikes()),
                new Recorded(first, options, observer.readsSpikes()),
                1 + models.size(),
                observer);
    }

    /** The changes of one session in the order of their steps. */
    public List<Change> of(String stream, long session) {
        List<Change> all = new ArrayList<>();
        steps(stream, session)
                .forEach(
                        (step, model) ->
                                all.add(new Change(stream, session, step, model.document().id())));
        all.sort(Comparator.comparingLong(Change::step));
        return all;
    }

    private NavigableMap<Long, Model> steps(String stream, long session) {
        NavigableMap<Long, Model> own = changes.get(new Session(stream, session));
        NavigableMap<Long, Model> any = changes.get(new Session(stream, null));
        return own != null ? own : any != null ? any : new TreeMap<>();
    }

    private final class Recorded implements StreamModels {
        private final Model first;
        private final StepperOptions options;
        private final boolean readsSpikes;
        private final Map<String, Model> bySha256 = new HashMap<>();

        Recorded(Model first, StepperOptions options, boolean readsSpikes) {
            this.first = first;
            this.options = options;
            this.readsSpikes = readsSpikes;
            models.values().forEach(model -> bySha256.put(model.sha256(), model));
            bySha256.put(first.sha256(), first);
        }

        @Override
        public String atStart(String stream, long session, long inputMs, String before) {
            return at(steps(stream, session), 0).sha256();
        }

        private Model at(NavigableMap<Long, Model> steps, long step) {
            Map.Entry<Long, Model> last = steps.floorEntry(step);
            return last == null ? first : last.getValue();
        }

        /**
         * The model of the last change up to the step. One that cuts other bins takes over behind the bin that the step
         * ends: it is chosen a bin before its first step.
         */
        @Override
        public String atWindow(
                String stream, long session, long step, long inputMs, String current) {
            NavigableMap<Long, Model> steps = steps(stream, session);
            Model now = at(steps, step);
            if (!now.sha256().equals(current)) {
                return now.sha256();
            }
            Map.Entry<Long, Model> next = steps.higherEntry(step);
            boolean isNear = next != null && next.getKey() - step <= stepsPerBin(now);
            boolean cutsOthers =
                    isNear && !next.getValue().document().input().equals(now.document().input());
            return cutsOthers ? next.getValue().sha256() : current;
        }

        private static int stepsPerBin(Model model) {
            return model.document().input() instanceof InputSpec.Samples samples
                    ? samples.encoder().steps()
                    : 1;
        }

        @Override
        public ReadyModel load(String sha256) {
            Model model = bySha256.get(sha256);
            return model == null ? null : ReadyModel.of(model, options, readsSpikes);
        }

        @Override
        public String sha256(long fingerprint) {
            return bySha256.values().stream()
                    .filter(model -> model.fingerprint() == fingerprint)
                    .map(Model::sha256)
                    .findFirst()
                    .orElse(null);
        }
    }
}
