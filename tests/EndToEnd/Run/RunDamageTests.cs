namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// A run goes on from its own files only where they are what it wrote, else makes them again, and ends with the same bytes.
/// </summary>
public sealed class RunDamageTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    private static readonly string Song = RunInput.SongId(0);

    public static TheoryData<string> Intermediate() => new(
        $"clips/{Song}.npy", $"features/log-mel/{Song}.npy", $"clips/{Song}.json",
        "state/user_1/1x1.json", "state/user_3/2x3.json");

    [Theory]
    [MemberData(nameof(Intermediate))]
    public async Task A_damaged_byte_changes_no_byte_of_the_outcome(string name)
    {
        var folder = Copy("damaged-" + name.Replace('/', '-'));
        Damage(Path.Combine(folder, name));

        await run.Input.SucceedAsync(folder);

        RunFolderBytes.AssertEqual(run.Folder, folder);
    }

    [Theory]
    [InlineData("*.json")]
    [InlineData("*.safetensors")]
    public async Task A_damaged_byte_of_each_model_changes_no_byte_of_the_outcome(string names)
    {
        var folder = Copy("models" + names[1..]);
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "models"), names, SearchOption.AllDirectories))
            Damage(path);

        await run.Input.SucceedAsync(folder);

        RunFolderBytes.AssertEqual(run.Folder, folder);
    }

    [Fact]
    public async Task What_a_killed_run_left_unfinished_is_swept_away()
    {
        var folder = Copy("left");
        string[] leftovers =
        [
            "results.json.unfinished", "users/user_1.csv.unfinished", $"clips/{Song}.json.unfinished",
            $"clips/{Song}.npy.unfinished", $"features/log-mel/{Song}.npy.unfinished", "models/user_1/1x1.json.unfinished",
            "state/user_1/1x1.json.unfinished",
        ];
        foreach (var left in leftovers)
            await File.WriteAllTextAsync(Path.Combine(folder, left), "half", TestContext.Current.CancellationToken);

        await run.Input.SucceedAsync(folder);

        RunFolderBytes.AssertEqual(run.Folder, folder);
        Assert.DoesNotContain(leftovers, left => File.Exists(Path.Combine(folder, left)));
    }

    [Fact]
    public async Task A_folder_whose_run_was_killed_while_it_wrote_its_config_is_taken()
    {
        var folder = run.Input.In("begun");
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, ".lock"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "config.json.unfinished"), "{", TestContext.Current.CancellationToken);

        await run.Input.SucceedAsync(folder);

        RunFolderBytes.AssertEqual(run.Folder, folder);
    }

    [Theory]
    [InlineData("{\"triplets\": \"\u00e9\"")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"seed\": 1}")]
    public async Task A_damaged_config_is_refused_with_what_to_do(string config)
    {
        var folder = Copy("config");
        var path = Path.Combine(folder, "config.json");
        await File.WriteAllTextAsync(path, config, System.Text.Encoding.Latin1, TestContext.Current.CancellationToken);

        var refused = await run.Input.RunAsync(folder);

        Assert.Equal(
            (1, $"playcount: '{path}' is damaged: it is no JSON object of texts, each name once. "
                + "Choose another --out, or delete the folder.\n"),
            (refused.Status, refused.Error));
    }

    /// <summary>Changes the lowest bit of the byte in the middle.</summary>
    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>The finished run in a folder of its own, whose path is given.</summary>
    private string Copy(string name)
    {
        var copy = run.Input.In(name);
        foreach (var path in Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(run.Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }

        return copy;
    }
}
