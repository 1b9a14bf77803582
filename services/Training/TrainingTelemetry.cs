using System.Diagnostics.Metrics;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training;

/// <summary>Figures of Training, by layers and steps: of these there are few, of listeners any number.</summary>
internal sealed class TrainingTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "PlayCount.Training";

    private readonly Counter<long> _epochs;
    private readonly Gauge<double> _loss;

    public TrainingTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _epochs = meter.CreateCounter<long>("playcount.training.epochs", "{epoch}", "Epochs trained, of all folds");
        _loss = meter.CreateGauge<double>("playcount.training.loss", "1", "Mean squared error of scaled plays, of the epoch trained last");
    }

    /// <summary>Measures the epochs that it is told of, and passes them on.</summary>
    public IProgress<TrainedEpoch> Before(IProgress<TrainedEpoch> next) => new Epochs(this, next);

    private void Add(TrainedEpoch epoch)
    {
        KeyValuePair<string, object?> layers = new("layers", epoch.Network.Layers), steps = new("steps", epoch.Network.Steps);
        _epochs.Add(1, layers, steps);
        Record("training", epoch.Point.TrainMse);
        Record("validation", epoch.Point.ValidationMse); // not a number where all songs are trained on

        void Record(string songs, double loss)
        {
            if (double.IsFinite(loss))
                _loss.Record(loss, layers, steps, new("songs", songs));
        }
    }

    private sealed class Epochs(TrainingTelemetry telemetry, IProgress<TrainedEpoch> next) : IProgress<TrainedEpoch>
    {
        public void Report(TrainedEpoch value)
        {
            telemetry.Add(value);
            next.Report(value);
        }
    }
}
