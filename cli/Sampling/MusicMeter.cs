using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary>What a piece of music measures over its whole length.</summary>
/// <param name="LoudnessDb">RMS level, dB below full scale.</param>
/// <param name="BrightnessDb">RMS level of what lies above 2 kHz, dB below <paramref name="LoudnessDb"/>.</param>
internal sealed record MusicMeasure(double LoudnessDb, double BrightnessDb);

/// <summary>Measures music with ffmpeg: a program that shares no code with the networks' ears.</summary>
internal static partial class MusicMeter
{
    private const string Program = "ffmpeg";

    /// <summary>An hour of music takes seconds; a file that takes longer than this is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private const string Filters =
        "[0:a:0]aformat=channel_layouts=mono,aresample=22050,asplit[one][two];"
        + "[one]astats@total=measure_perchannel=none:measure_overall=RMS_level[total];"
        + "[two]highpass=f=2000,astats@high=measure_perchannel=none:measure_overall=RMS_level[high]";

    /// <summary>Measures one file.</summary>
    /// <exception cref="InvalidDataException">The file is no music that can be measured: unreadable, silent, or not done in
    /// time.</exception>
    /// <exception cref="IOException">ffmpeg is not there.</exception>
    public static async Task<MusicMeasure> MeasureAsync(string path, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var url = $"file:{Path.GetFullPath(path)}";
        using var process = Start(url);
        try
        {
            var output = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? new MusicMeasure(Level(output, "total"), Level(output, "high") - Level(output, "total"))
                : throw new InvalidDataException(
                    $"ffmpeg cannot decode it: {Shown.Shorten(LastLine(output).Replace($"{url}: ", "", StringComparison.Ordinal))}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidDataException($"ffmpeg took longer than {Patience.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static Process Start(string url)
    {
        // "file:" keeps ffmpeg from taking a name for a protocol or an option.
        var start = new ProcessStartInfo(Program,
        [
            "-hide_banner", "-nostdin", "-nostats", "-v", "info", "-threads", "1", "-i", url,
            "-filter_complex", Filters, "-map", "[total]", "-f", "null", "-", "-map", "[high]", "-f", "null", "-",
        ])
        {
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new IOException("--plant-on measures music with the program 'ffmpeg', which is not on the PATH: apt-get install ffmpeg");
        }
    }

    private static double Level(string output, string meter)
    {
        var line = LevelLine().Matches(output).FirstOrDefault(match => match.Groups["meter"].Value == meter);
        if (line is null)
            throw new InvalidDataException("ffmpeg found no audio in it");
        return double.TryParse(line.Groups["level"].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var level)
            && double.IsFinite(level)
            ? level
            : throw new InvalidDataException("it is silent");
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault("(it said nothing)");

    [GeneratedRegex(@"^\[astats@(?<meter>total|high) @ [^\]]*\] RMS level dB: (?<level>\S+)", RegexOptions.Multiline)]
    private static partial Regex LevelLine();
}
