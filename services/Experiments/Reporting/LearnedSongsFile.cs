using System.Globalization;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Reporting;

/// <summary>The learning curves over the number of songs as a table; there only where <c>songShares</c> were asked for.</summary>
internal static class LearnedSongsFile
{
    public const string FileName = "songs-learned.csv";

    /// <summary>Fields of a row.</summary>
    public const int Fields = 9;

    /// <summary>Whether settings ask for it.</summary>
    public static bool IsOf(SweepOptions options) => options.SongShares is not null;

    public static void Write(IBlobStore blobs, SweepOptions options, IReadOnlyList<NetworkOutcome> outcomes) =>
        blobs.WriteText(FileName, file =>
        {
            file.WriteLine("user,layers,steps,share,training_songs,songs,mse,constant_mse,r2");
            foreach (var outcome in outcomes)
            {
                foreach (var point in LearnedSongs.Of(outcome, options))
                {
                    file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Result.User},{outcome.Result.Layers},")
                        + string.Create(CultureInfo.InvariantCulture, $"{outcome.Result.Steps},{point.Share},{point.TrainingSongs},")
                        + string.Create(CultureInfo.InvariantCulture, $"{point.Songs},{point.Mse},{point.ConstantMse},{point.R2}"));
                }
            }
        });
}
