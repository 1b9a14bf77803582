using Grpc.Core;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Inference;

public sealed class RankTests : IDisposable
{
    private const double Tolerance = 1e-12; // sums of a few doubles near 1

    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string[] Stored => ["ALPHA", "BETA", "GAMMA", "DELTA"];

    public RankTests()
    {
        _folder.Write("user_1/1x2");
        foreach (var song in Stored)
            _folder.WriteClips(song, clips: 4);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Orders_by_the_estimates_that_Predict_gives()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var estimates = await EstimatesAsync(server);

        var answer = await server.Client.RankAsync(Request(Stored), cancellationToken: Cancel);

        Assert.Equal(estimates.OrderByDescending(song => song.Value.Scaled)
            .Select(song => song.Key), answer.Songs.Select(song => song.SongId));
        Assert.Equal([1, 2, 3, 4], answer.Songs.Select(song => song.Rank));
        Assert.All(answer.Songs, song => Assert.Equal(song.Rank, song.EstimateRank));
        Assert.All(answer.Songs, song => Assert.Equal(
            (estimates[song.SongId].Scaled, estimates[song.SongId].Plays, false, ""),
                (song.Scaled, song.Plays, song.HasFused, song.Reason)));
        Assert.Equal("user_1/1x2", answer.ModelId);
        Assert.Equal(estimates["BETA"].Skill, answer.Skill);
    }

    [Theory]
    [InlineData(null, 0.5)]
    [InlineData(0.25, 0.25)]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 1.0)]
    public async Task Fuses_standardized_estimates_and_scores(double? given, double weight)
    {
        double[] scores = [7, -1, 3, 11];
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var estimates = await EstimatesAsync(server);
        var request = Request(Stored, scores);
        if (given is { } value)
            request.Weight = value;

        var answer = await server.Client.RankAsync(request, cancellationToken: Cancel);

        var ofEstimates = Standardized(Stored.Select(song => estimates[song].Scaled));
        var ofScores = Standardized(scores);
        var expected = Stored.Select((song, i) => (Song: song, Fused: (weight * ofEstimates[i]) + ((1 - weight) * ofScores[i])))
            .OrderByDescending(song => song.Fused).ToArray();
        Assert.Equal(expected.Select(song => song.Song), answer.Songs.Select(song => song.SongId));
        Assert.All(expected.Zip(answer.Songs), pair => Assert.Equal(pair.First.Fused, pair.Second.Fused, Tolerance));
    }

    [Fact]
    public async Task Puts_songs_without_an_estimate_last_with_the_reason_and_leaves_them_out_of_the_fusing()
    {
        _folder.WriteClips("SHORT", clips: 1);
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        string[] asked = ["UNKNOWN", .. Stored, "SHORT"];

        var answer = await server.Client.RankAsync(Request(asked, [1e300, 7, -1, 3, 11, -1e300]), cancellationToken: Cancel);
        var without = await server.Client.RankAsync(Request(Stored, [7, -1, 3, 11]), cancellationToken: Cancel);

        Assert.Equal(without.Songs, answer.Songs.Take(4));
        Assert.Equal(["SHORT", "UNKNOWN"], answer.Songs.Skip(4).Select(song => song.SongId));
        Assert.Equal([5, 6], answer.Songs.Skip(4).Select(song => song.Rank));
        Assert.All(answer.Songs.Skip(4), song => Assert.False(song.HasPlays || song.HasScaled || song.HasFused || song.EstimateRank != 0));
        Assert.Contains("needs 2", answer.Songs[4].Reason, StringComparison.Ordinal);
        Assert.Contains("has no clips", answer.Songs[5].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_equals_by_song_id()
    {
        var same = await File.ReadAllBytesAsync(_folder.In("clips", "BETA.npy"), Cancel);
        foreach (var song in Stored)
            await File.WriteAllBytesAsync(_folder.In("clips", $"{song}.npy"), same, Cancel);
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        var alone = await server.Client.RankAsync(Request(Stored), cancellationToken: Cancel);
        var fused = await server.Client.RankAsync(Request(Stored, [2, 2, 2, 2]), cancellationToken: Cancel);

        Assert.Equal(["ALPHA", "BETA", "DELTA", "GAMMA"], alone.Songs.Select(song => song.SongId));
        Assert.Equal(["ALPHA", "BETA", "DELTA", "GAMMA"], fused.Songs.Select(song => song.SongId));
        Assert.All(fused.Songs, song => Assert.Equal(0, song.Fused));
    }

    [Fact]
    public async Task Takes_scores_of_any_finite_size()
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var request = Request(Stored, [double.MaxValue, -double.MaxValue, double.Epsilon, 0]);
        request.Weight = 0;

        var answer = await server.Client.RankAsync(request, cancellationToken: Cancel);

        // Two thirds apart from the rest in either direction: +-sqrt(2) standard deviations.
        Assert.Equal([Math.Sqrt(2), 0, 0, -Math.Sqrt(2)], answer.Songs.Select(song => song.Fused),
            (x, y) => Math.Abs(x - y) < Tolerance);
    }

    public static TheoryData<string, StatusCode, string> Refused => new()
    {
        { "no songs", StatusCode.InvalidArgument, "0 songs" },
        { "10,001 songs", StatusCode.InvalidArgument, "10001 songs" },
        { "a song twice", StatusCode.InvalidArgument, "'BETA' is given twice" },
        { "a song that is none", StatusCode.InvalidArgument, "no song id" },
        { "a user that is none", StatusCode.InvalidArgument, "no user id" },
        { "another user", StatusCode.NotFound, "ListModels" },
        { "another model", StatusCode.NotFound, "ListModels" },
        { "too few scores", StatusCode.InvalidArgument, "1 scores for 2 songs" },
        { "a score that is no number", StatusCode.InvalidArgument, "NaN" },
        { "an infinite score", StatusCode.InvalidArgument, "Infinity" },
        { "a weight without scores", StatusCode.InvalidArgument, "no scores" },
        { "a weight over 1", StatusCode.InvalidArgument, "1.5" },
        { "a weight that is no number", StatusCode.InvalidArgument, "NaN" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_and_says_what_to_do(string what, StatusCode status, string text)
    {
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        var failure = await Assert.ThrowsAsync<RpcException>(() =>
            server.Client.RankAsync(Bad(what), cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(text, failure.Status.Detail, StringComparison.Ordinal);
    }

    private static RankRequest Bad(string what)
    {
        string[] two = ["ALPHA", "BETA"];
        return what switch
        {
            "no songs" => Request([]),
            "10,001 songs" => Request(Enumerable.Range(0, 10_001).Select(i => $"S{i}")),
            "a song twice" => Request(["BETA", "ALPHA", "BETA"]),
            "a song that is none" => Request(["../ALPHA"]),
            "a user that is none" => new(Request(two)) { UserId = "a b" },
            "another user" => new(Request(two)) { UserId = "bob" },
            "another model" => new(Request(two)) { ModelId = "user_1/9x9" },
            "too few scores" => Request(two, [1]),
            "a score that is no number" => Request(two, [1, double.NaN]),
            "an infinite score" => Request(two, [1, double.PositiveInfinity]),
            "a weight without scores" => new(Request(two)) { Weight = 0.5 },
            "a weight over 1" => new(Request(two, [1, 2])) { Weight = 1.5 },
            "a weight that is no number" => new(Request(two, [1, 2])) { Weight = double.NaN },
            _ => throw new ArgumentException(what, nameof(what)),
        };
    }

    private static RankRequest Request(IEnumerable<string> songs, params double[] scores) =>
        new() { UserId = "ann", SongIds = { songs }, Scores = { scores } };

    private static async Task<Dictionary<string, Estimate>> EstimatesAsync(InferenceServer server)
    {
        var estimates = new Dictionary<string, Estimate>();
        foreach (var song in Stored)
            estimates[song] = (await server.Client.PredictAsync(new() { UserId = "ann", SongId = song }, cancellationToken: Cancel))
                .Estimate;
        return estimates;
    }

    /// <summary>By the definition: minus the mean, over the root of the mean square.</summary>
    private static double[] Standardized(IEnumerable<double> numbers)
    {
        var all = numbers.ToArray();
        var mean = all.Sum() / all.Length;
        var deviation = Math.Sqrt(all.Sum(number => Math.Pow(number - mean, 2)) / all.Length);
        return Array.ConvertAll(all, number => (number - mean) / deviation);
    }
}
