namespace PlayCount.Learning.Kernels;

/// <summary>How many threads a kernel may use. The work is cut so that the number of threads never changes a bit of the result.</summary>
internal sealed class Workers
{
    private readonly ParallelOptions _options;

    public Workers(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        _options = new ParallelOptions { MaxDegreeOfParallelism = threads };
    }

    public static Workers One { get; } = new(1);

    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/>(from, to) over [0, count) in slices that start at multiples of <paramref
    /// name="grain"/>.</summary>
    public void ForSlices(int count, int grain, Action<int, int> body)
    {
        var grains = (count + grain - 1) / grain;
        var slices = Math.Min(Threads, grains);
        if (slices <= 1)
        {
            body(0, count);
            return;
        }

        Parallel.For(0, slices, _options, slice =>
        {
            var from = (int)((long)grains * slice / slices) * grain;
            var to = Math.Min((int)((long)grains * (slice + 1) / slices) * grain, count);
            body(from, to);
        });
    }
}
