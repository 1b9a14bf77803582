using Google.Protobuf;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Jobs;

/// <summary>Notes how far a network is, for <c>WatchJob</c>, and passes its epochs on.</summary>
internal sealed class NetworkProgress(JobNote note, int folds, int epochs, IProgress<TrainedEpoch> next) : IProgress<TrainedEpoch>
{
    private const int MostLosses = 64;

    private readonly Lock _turn = new();
    private readonly List<EpochLoss> _losses = []; // of the member in work
    private (int Fold, int? Part) _at;

    public void Report(TrainedEpoch value)
    {
        lock (_turn)
        {
            if (_at != (value.Fold, value.Part) || (_losses.Count > 0 && value.Point.Epoch <= _losses[^1].Epoch))
                _losses.Clear(); // another fold or part of it, or the next member
            _at = (value.Fold, value.Part);
            _losses.Add(new()
            {
                Epoch = value.Point.Epoch,
                TrainMse = Finite(value.Point.TrainMse),
                ValidationMse = Finite(value.Point.ValidationMse),
            });
        }

        note.Tell(Text);
        next.Report(value);
    }

    /// <summary>Reads what was noted.</summary>
    public static TrainingProgress Parse(string note) => JsonParser.Default.Parse<TrainingProgress>(note);

    private string Text()
    {
        lock (_turn)
        {
            var progress = new TrainingProgress { Fold = _at.Fold, Folds = folds, Epoch = _losses[^1].Epoch, Epochs = epochs };
            progress.Losses.AddRange(Thinned());
            return JsonFormatter.Default.Format(progress);
        }
    }

    private IEnumerable<EpochLoss> Thinned() => _losses.Count <= MostLosses
        ? _losses
        : Enumerable.Range(0, MostLosses).Select(i => _losses[(int)((long)i * (_losses.Count - 1) / (MostLosses - 1))]);

    private static double Finite(double value) => double.IsFinite(value) ? value : double.NaN;
}
