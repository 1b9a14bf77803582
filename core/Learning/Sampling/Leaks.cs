namespace PlayCount.Learning.Sampling;

/// <summary>Finds what stands on both sides of a split.</summary>
public static class Leaks
{
    /// <summary>How many songs are validated in a fold that trains on them too, as themselves or as another song of one sound.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="groupOfSong">Songs of one sound have one number; shape (songs).</param>
    public static int Count(IEnumerable<Fold> folds, int[] groupOfSong) => folds.SelectMany(fold =>
    {
        var trained = fold.TrainingSongs.Select(song => groupOfSong[song]).ToHashSet();
        return fold.ValidationSongs.Where(song => trained.Contains(groupOfSong[song]));
    }).Distinct().Count();
}
