using System.Text.Json;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Extraction.Selecting;

/// <summary>The selection as files: <c>selection.json</c> and <c>users/user_&lt;rank&gt;.csv</c>.</summary>
public static class SelectionFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>Writes the files, each whole or not at all, the listeners' before the summary.</summary>
    /// <param name="blobs">Receives the files; those of the same name are replaced.</param>
    /// <param name="selection">What to write.</param>
    public static void Write(IBlobStore blobs, Selection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        foreach (var user in selection.Users)
            blobs.WriteText(UserPlays.NameOf(user.Rank), file => UserPlays.Write(file, user));
        blobs.WriteText(StudySelection.FileName, file => file.WriteLine(JsonSerializer.Serialize(SelectionSummary.Of(selection), Json)));
    }
}
