using System.Globalization;
using PlayCount.Songs;

namespace PlayCount.Cli.Progress;

/// <summary>How far and how fast a stage runs. Safe to use from many threads; reports may arrive out of order.</summary>
internal sealed class StageRate(Func<string> unit, TimeProvider time)
{
    private const string Bytes = "byte";
    private const double BytesPerMegabyte = 1e6;
    private const int Many = 2;

    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private long _done;
    private long _total;
    private long _firstDone;
    private long? _firstReport;

    public (long Done, long Total) Position
    {
        get
        {
            lock (_gate)
                return (_done, _total);
        }
    }

    public void Report(StageProgress progress)
    {
        lock (_gate)
        {
            // What was there before the first report (a resumed run) is no work of this one.
            if (_firstReport is null)
                (_firstReport, _firstDone) = (time.GetTimestamp(), progress.Done);
            _done = Math.Max(_done, progress.Done);
            _total = Math.Max(_total, progress.Total);
        }
    }

    /// <summary><c>12 of 280 songs, 5.1 songs/s, 52 s left</c>.</summary>
    public string Underway()
    {
        var (done, total) = Position;
        var left = PerSecond is > 0 and var rate && total > done ? $", {Seconds((total - done) / rate)} left" : "";
        return total > 0 ? $"{Amount(done, total)}{RateText()}{left}" : $"{Amount(done)}{RateText()}";
    }

    /// <summary><c>280 songs in 54 s, 5.1 songs/s</c>.</summary>
    public string Finished()
    {
        var (done, total) = Position;
        var amount = done < total ? Amount(done, total) : Amount(done);
        return $"{(done == 0 && total == 0 ? "done" : amount)} in {Seconds(time.GetElapsedTime(_started).TotalSeconds)}{RateText()}";
    }

    public string RateAndTimeLeft() => Underway() is var text && text.IndexOf(", ", StringComparison.Ordinal) is >= 0 and var comma
        ? text[(comma + 2)..]
        : "";

    private double PerSecond
    {
        get
        {
            lock (_gate)
            {
                var sinceFirst = time.GetElapsedTime(_firstReport ?? _started).TotalSeconds;
                if (_done > _firstDone && sinceFirst > 0)
                    return (_done - _firstDone) / sinceFirst;
                return 0;
            }
        }
    }

    private string RateText() => PerSecond is > 0 and var rate
        ? string.Create(CultureInfo.InvariantCulture, $", {Number(InUnits(rate))} {UnitName(Many)}/s")
        : "";

    private string UnitName(long count) => unit() == Bytes ? "MB" : Counted.Noun(count, unit());

    private double InUnits(double amount) => unit() == Bytes ? amount / BytesPerMegabyte : amount;

    private string Amount(long done) => $"{Count(done)} {UnitName(done)}";

    private string Amount(long done, long total) => $"{Count(done)} of {Count(total)} {UnitName(total)}";

    private string Count(long amount) => unit() == Bytes
        ? (amount / BytesPerMegabyte).ToString("0.0", CultureInfo.InvariantCulture)
        : amount.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 10 ? "0.0#" : "0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };
}
