using System.CommandLine;
using System.CommandLine.Parsing;
using Google.Protobuf;
using PlayCount.Cli.Running;
using PlayCount.Contracts.V1;
using SentAudio = PlayCount.Contracts.V1.Audio; // the bare name is a namespace

namespace PlayCount.Cli.Serving;

/// <summary><c>playcount predict</c>: how often a listener would play a song, asked of a server.</summary>
internal static class PredictCommand
{
    private const long LargestAudioBytes = 1L << 30;

    private static readonly Option<string?> Audio = new("--audio") { Description = "A song's audio file, sent whole", HelpName = "FILE" };
    private static readonly Option<string?> Song = new("--song") { Description = "A song whose clips the server has", HelpName = "ID" };

    public static Command Create()
    {
        var command = new Command("predict", "Ask a server how often a listener would play a song")
        {
            EstimatorCalls.Address, EstimatorCalls.User, Audio, Song, EstimatorCalls.Model, EstimatorCalls.Timeout,
        };
        command.Validators.Add(RequireOneSong);
        command.SetAction(RunAsync);
        return command;
    }

    private static void RequireOneSong(CommandResult result)
    {
        if (result.GetResult(Audio) is null == result.GetResult(Song) is null)
            result.AddError("Give one of --audio and --song: which song is estimated.");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var user = parsed.GetRequiredValue(EstimatorCalls.User);
        var request = new PredictRequest { UserId = user, ModelId = parsed.GetValue(EstimatorCalls.Model) ?? "" };
        if (parsed.GetValue(Song) is { } song)
            request.SongId = song;
        else
            request.Audio = await ReadAsync(parsed.GetRequiredValue(Audio)!, cancellationToken);
        return await EstimatorCalls.CallAsync(parsed, async (client, options) =>
        {
            var estimate = (await client.PredictAsync(request, options)).Estimate;
            return new Answer(user, estimate.Plays, estimate.Scaled, estimate.ModelId, estimate.Clips);
        }, cancellationToken);
    }

    private static async Task<SentAudio> ReadAsync(string path, CancellationToken cancellationToken)
    {
        InputFiles.RequireFile("--audio", path, "a WAV, MP3, Ogg, Opus, FLAC or AIFF file");
        if (new FileInfo(path).Length is > LargestAudioBytes and var bytes)
            throw new InvalidDataException($"--audio '{path}' has {bytes} bytes; at most {LargestAudioBytes} can be sent.");
        return new SentAudio
        {
            Content = UnsafeByteOperations.UnsafeWrap(await File.ReadAllBytesAsync(path, cancellationToken)),
            Format = Path.GetExtension(path).TrimStart('.'),
        };
    }

    private sealed record Answer(string UserId, double Plays, double Scaled, string ModelId, int Clips);
}
