using System.CommandLine;
using System.CommandLine.Parsing;
using PlayCount.Contracts.V1;

namespace PlayCount.Cli.Serving;

/// <summary><c>playcount rank</c>: songs in the order of a listener's estimated plays, asked of a server.</summary>
internal static class RankCommand
{
    private static readonly Option<string> SongList = new("--songs")
    {
        Description = "Song ids with commas between them, or @FILE with one a line",
        HelpName = "IDS",
        Required = true,
    };

    private static readonly Option<string?> Scores = new("--scores")
    {
        Description = "Scores of your own to fuse with: a file of 'song,score' lines, one for each song, higher is better",
        HelpName = "FILE",
    };

    private static readonly Option<double> Weight = NumberOption.Create(
        "--weight", 0.5, 0, 1, "Share of the estimate in the fused score; with --scores");

    public static Command Create()
    {
        var command = new Command("rank", "Ask a server to put songs in the order of a listener's estimated plays")
        {
            EstimatorCalls.Address, EstimatorCalls.User, SongList, Scores, Weight, EstimatorCalls.Model, EstimatorCalls.Timeout,
        };
        command.Validators.Add(RequireScoresWithWeight);
        command.SetAction(RunAsync);
        return command;
    }

    private static void RequireScoresWithWeight(CommandResult result)
    {
        if (result.GetResult(Weight) is { Implicit: false } && result.GetResult(Scores) is null)
            result.AddError("--weight says how much the estimate counts beside --scores: give both, or neither.");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var songs = SongFiles.Songs(parsed.GetRequiredValue(SongList));
        var request = new RankRequest
        {
            UserId = parsed.GetRequiredValue(EstimatorCalls.User),
            ModelId = parsed.GetValue(EstimatorCalls.Model) ?? "",
            SongIds = { songs },
        };
        if (parsed.GetValue(Scores) is { } scores)
        {
            request.Scores.Add(SongFiles.Scores(scores, songs));
            request.Weight = parsed.GetValue(Weight);
        }

        return await EstimatorCalls.CallAsync(parsed, async (client, options) =>
        {
            var answer = await client.RankAsync(request, options);
            return new Answer(request.UserId, answer.ModelId, [.. answer.Songs.Select(Of)]);
        }, cancellationToken);
    }

    private static Song Of(RankedSong song) => new(
        song.SongId,
        song.Rank,
        song.EstimateRank > 0 ? song.EstimateRank : null,
        song.HasPlays ? song.Plays : null,
        song.HasScaled ? song.Scaled : null,
        song.HasFused ? song.Fused : null,
        song.Reason.Length > 0 ? song.Reason : null);

    private sealed record Answer(string UserId, string ModelId, IReadOnlyList<Song> Songs);

    private sealed record Song(string SongId, int Rank, int? EstimateRank, double? Plays, double? Scaled, double? Fused, string? Reason);
}
