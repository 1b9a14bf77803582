using PlayCount.Extraction.Selecting;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Extraction;

public sealed class SelectionFilesTests : IDisposable
{
    private static readonly Selection Small = new(7, 4, 3, 2, 1,
        [
            new(1, UserId.Parse("ann"), 5_000_000_000, 4, [new(SongId.Parse("S1"), 10), new(SongId.Parse("S2"), 3)]),
            new(2, UserId.Parse("b@c"), 9, 1, [new(SongId.Parse("S2"), 9)]),
        ],
        4, [SongId.Parse("S1"), SongId.Parse("S2")]);

    private readonly TempFolder _folder = new();

    [Fact]
    public void Writes_these_bytes()
    {
        SelectionFiles.Write(new FolderBlobs(_folder["out"]), Small);

        Assert.Equal(
            """
            {
              "records": 7,
              "usersInFile": 4,
              "songsInFile": 3,
              "droppedOverMaxPlays": 2,
              "droppedMismatches": 1,
              "users": [
                {
                  "rank": 1,
                  "userId": "ann",
                  "totalPlays": 5000000000,
                  "records": 4,
                  "sharedSongs": 2
                },
                {
                  "rank": 2,
                  "userId": "b@c",
                  "totalPlays": 9,
                  "records": 1,
                  "sharedSongs": 1
                }
              ],
              "songs": 4,
              "sharedSongs": 2
            }

            """u8.ToArray(),
            File.ReadAllBytes(_folder["out/selection.json"]));
        Assert.Equal("ann,S1,10\nann,S2,3\n"u8.ToArray(), File.ReadAllBytes(_folder["out/users/user_1.csv"]));
        Assert.Equal("b@c,S2,9\n"u8.ToArray(), File.ReadAllBytes(_folder["out/users/user_2.csv"]));
    }

    [Fact]
    public void Replaces_earlier_files_and_leaves_nothing_unfinished()
    {
        SelectionFiles.Write(new FolderBlobs(_folder["out"]), Small with { Records = 1234567 });
        File.WriteAllText(_folder["out/selection.json.unfinished"], "left by a run that was cut off");

        SelectionFiles.Write(new FolderBlobs(_folder["out"]), Small);

        Assert.Equal(["selection.json", "user_1.csv", "user_2.csv"],
            Directory.GetFiles(_folder["out"], "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("1234567", File.ReadAllText(_folder["out/selection.json"]), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
