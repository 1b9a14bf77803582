using System.CommandLine;
using System.IO.Compression;
using PlayCount.Cli.Progress;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary><c>playcount sample triplets</c>: triplets alone, of any size.</summary>
internal static class TripletsCommand
{
    private const string Unfinished = ".part";

    private static readonly Option<string> Out = new("--out")
    {
        Description = "The file to make; gzip when its name ends with .gz",
        Required = true,
        HelpName = "FILE",
    };

    private static readonly Option<long> Rows = NumberOption.Required("--rows", 1, TripletSampler.MostRows, "Rows to write");

    private static readonly Option<long> Seed = NumberOption.Create(
        "--seed", SampleRequest.UsualSeed, 0, long.MaxValue, "Same seed, same bytes");

    public static Command Create()
    {
        var command = new Command("triplets", "Make triplets shaped like the Taste Profile's, of any size") { Rows, Out, Seed };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetRequiredValue(Out);
        if (Path.Exists(path))
            throw new IOException($"'{path}' is there already: give another name, or remove it first.");
        var sampler = new TripletSampler(parsed.GetValue(Rows), parsed.GetValue(Seed));
        var display = new StageDisplay(parsed.InvocationConfiguration.Error);
        try
        {
            await display.ComputeAsync(
                "writing triplets", "row", progress => Write(sampler, path + Unfinished, progress, cancellationToken));
            File.Move(path + Unfinished, path);
        }
        finally
        {
            File.Delete(path + Unfinished);
        }

        return CommandLine.Succeeded;
    }

    private static bool Write(TripletSampler sampler, string path, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        using var destination = Create(path);
        sampler.Write(destination, progress, cancellationToken);
        return true;
    }

    private static Stream Create(string path)
    {
        var file = File.Create(path);
        return path.EndsWith($".gz{Unfinished}", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(file, CompressionLevel.Fastest)
            : file;
    }
}
