using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;

namespace PlayCount.Gpu.Bench;

/// <summary>The paper's sweep with made-up sound: its listeners, songs, lengths and sizes, numbers drawn at random.</summary>
/// <param name="Inputs">Numbers of a clip; the paper: 111,168.</param>
/// <param name="Listeners">The paper: 5.</param>
/// <param name="Songs">Of a listener; the paper: 30.</param>
/// <param name="Clips">Of a song; 50 are four minutes.</param>
/// <param name="Epochs">The paper: 100.</param>
internal sealed record Study(int Inputs, int Listeners, int Songs, int Clips, int Epochs)
{
    /// <summary>Depths and lengths of the paper: 1 and 2 layers, 1 to 24 steps.</summary>
    public const int Depths = 2, Lengths = 24;

    private const int BatchSize = 32;

    /// <summary>Each fifth song validates.</summary>
    private const int Held = 5;

    private readonly ClipSet<float>[] _clips =
        [.. Enumerable.Range(0, Listeners).Select(listener => Noise(Inputs, Songs, Clips, listener))];

    /// <summary>Networks of the whole sweep.</summary>
    public int Networks => Listeners * Depths * Lengths;

    /// <summary>All listeners' networks of so many layers and steps.</summary>
    public IReadOnlyList<TrainingPlan<float>> Plans(int layers, int steps) => [.. _clips.Select((clips, listener) =>
    {
        var samples = SampleBuilder.Build(clips.ClipsPerSong, steps);
        return new TrainingPlan<float>(
            NetworkSpec.Paper(Inputs, layers),
            steps,
            new TrainingSpec(Epochs, BatchSize, OptimizerSpec.Default(OptimizerKind.RmsProp), new Loss(LossKind.Mse)),
            clips,
            Labelled(samples.Where(sample => sample.Song % Held != 0)),
            Labelled(samples.Where(sample => sample.Song % Held == 0)),
            Rng.For(1, listener, layers, steps));
    })];

    /// <summary>Floating-point operations of the products of one network's training.</summary>
    public double Operations(int layers, int steps)
    {
        var (training, validation) = Rows(steps);
        var (first, other) = (Inputs * 400.0, 100 * 400.0);
        var weights = first + (other * ((2 * layers) - 1));
        return Epochs * ((training * ((2 * 2 * weights) + (2 * (weights - first)))) + (validation * 2 * weights));
    }

    /// <summary>
    /// Bytes that one network's training must move at least: at each step weights, gradients and means of squares, each read and written
    /// once, and the batch's clips, read once.
    /// </summary>
    public double Bytes(int layers, int steps)
    {
        var (training, _) = Rows(steps);
        var batches = Math.Ceiling(training / steps / BatchSize);
        var weights = NetworkSpec.Paper(Inputs, layers).ParameterCount;
        return Epochs * sizeof(float) * ((batches * weights * 6) + (training * Inputs));
    }

    private (double Training, double Validation) Rows(int steps)
    {
        double held = (Songs + Held - 1) / Held, rows = Clips / steps * steps;
        return ((Songs - held) * rows, held * rows);
    }

    private static LabelledSamples Labelled(IEnumerable<Sample> samples)
    {
        Sample[] all = [.. samples];
        return new LabelledSamples(all, Array.ConvertAll(all, sample => Math.Sin(sample.Song)));
    }

    private static ClipSet<float> Noise(int inputs, int songs, int clips, int seed)
    {
        var rng = Rng.For(2, seed);
        var set = new ClipSet<float>(inputs);
        var values = new float[clips * inputs];
        for (var song = 0; song < songs; song++)
        {
            foreach (ref var value in values.AsSpan())
                value = (float)((2 * rng.NextDouble()) - 1);
            set.Add(values);
        }

        return set;
    }
}
