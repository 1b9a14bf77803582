using Google.Protobuf.Collections;
using PlayCount.Contracts.V1;
using PlayCount.Inference.Estimating;
using PlayCount.Inference.Serving;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;

namespace PlayCount.Inference.Ranking;

/// <summary>Puts songs in the order of a listener's estimated plays, alone or fused with the caller's scores.</summary>
internal sealed class SongRanking(ModelCatalog catalog, SongEstimator estimator)
{
    private const int MaxSongs = 10_000;
    private const double UsualWeight = 0.5;

    public RankResponse Rank(RankRequest request, CancellationToken cancellationToken)
    {
        var songs = Check(request);
        var model = catalog.For(Asked.User(request.UserId), request.ModelId);
        var ranked = songs.Select((song, place) => Estimate(model, song, place, cancellationToken)).ToList();
        var estimated = ranked.Where(song => song.Estimated is not null)
            .OrderByDescending(song => song.Estimated!.Value.Scaled).ThenBy(song => song.Song).ToList();
        for (var place = 0; place < estimated.Count; place++)
            estimated[place].EstimateRank = place + 1;
        if (request.Scores.Count > 0)
            Fuse(estimated, request.Scores, request.HasWeight ? request.Weight : UsualWeight);
        var inOrder = estimated.OrderByDescending(song => song.Fused ?? song.Estimated!.Value.Scaled).ThenBy(song => song.Song)
            .Concat(ranked.Where(song => song.Estimated is null).OrderBy(song => song.Song));
        return new RankResponse
        {
            Songs = { inOrder.Select((song, place) => song.Answer(place + 1)) },
            ModelId = model.ModelId,
            Skill = Answers.SkillOf(model.Card),
        };
    }

    private static SongId[] Check(RankRequest request)
    {
        if (request.SongIds.Count is < 1 or > MaxSongs)
            throw Unfit($"{request.SongIds.Count} songs are asked for; 1 to {MaxSongs} are right.");
        if (request.Scores.Count > 0 && request.Scores.Count != request.SongIds.Count)
            throw Unfit($"There are {request.Scores.Count} scores for {request.SongIds.Count} songs: one a song is right, or none.");
        if (request.Scores.FirstOrDefault(score => !double.IsFinite(score)) is var bad && !double.IsFinite(bad))
            throw Unfit(FormattableString.Invariant($"The score {bad} is no finite number."));
        if (request.HasWeight && request.Scores.Count == 0)
            throw Unfit("A weight is given and no scores: give both, or neither.");
        if (request.HasWeight && request.Weight is not (>= 0 and <= 1))
            throw Unfit(FormattableString.Invariant($"The weight {request.Weight} is out of range: 0 to 1 is right."));
        SongId[] songs = [.. request.SongIds.Select(Asked.Song)];
        var known = new HashSet<SongId>();
        return songs.FirstOrDefault(song => !known.Add(song)) is { Value: not null } twice
            ? throw Unfit($"The song '{twice}' is given twice: each song once is right.")
            : songs;
    }

    private RankedSongState Estimate(ServedModel model, SongId song, int place, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return new RankedSongState(song, place, estimator.OfStored(model, song), "");
        }
        catch (RefusedException refused) when (refused.Refusal is Refusal.Unknown or Refusal.Invalid or Refusal.Damaged)
        {
            return new RankedSongState(song, place, null, refused.Message);
        }
    }

    private static void Fuse(List<RankedSongState> songs, RepeatedField<double> scores, double weight)
    {
        var estimates = Standardized.Of([.. songs.Select(song => song.Estimated!.Value.Scaled)]);
        var others = Standardized.Of([.. songs.Select(song => scores[song.Place])]);
        for (var i = 0; i < songs.Count; i++)
            songs[i].Fused = (weight * estimates[i]) + ((1 - weight) * others[i]);
    }

    private static RefusedException Unfit(string message) => new(Refusal.Invalid, message);

    private sealed record RankedSongState(SongId Song, int Place, SongEstimated? Estimated, string Reason)
    {
        public int EstimateRank { get; set; }

        public double? Fused { get; set; }

        public RankedSong Answer(int rank)
        {
            var answer = new RankedSong { SongId = Song.Value, Rank = rank, EstimateRank = EstimateRank, Reason = Reason };
            if (Estimated is { } estimated)
                (answer.Plays, answer.Scaled) = (estimated.Plays, estimated.Scaled);
            if (Fused is { } fused)
                answer.Fused = fused;
            return answer;
        }
    }
}
