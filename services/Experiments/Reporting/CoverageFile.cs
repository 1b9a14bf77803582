using System.Globalization;
using PlayCount.Learning.Formats;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>How far the songs are covered, as <c>coverage.json</c> and as a table.</summary>
internal static class CoverageFile
{
    /// <summary>Name of the table: all songs as user 0, then the listeners.</summary>
    public const string Table = "coverage.csv";

    public static void Write(IBlobStore blobs, Coverage coverage)
    {
        blobs.Write(Coverage.FileName, stream => StoredJson.Write(stream, coverage));
        blobs.WriteText(Table, file =>
        {
            file.WriteLine("user,songs,archive,overrides,candidates,audio,plays,audio_plays");
            foreach (var user in coverage.Users.Prepend(coverage.Overall))
            {
                file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{user.User},{user.Songs},{user.Archive},{user.Overrides},")
                    + string.Create(CultureInfo.InvariantCulture, $"{user.Candidates},{user.Audio},{user.Plays},{user.AudioPlays}"));
            }
        });
    }
}
