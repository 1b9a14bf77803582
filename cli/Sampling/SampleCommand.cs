using System.CommandLine;
using System.Globalization;
using PlayCount.Cli.Progress;

namespace PlayCount.Cli.Sampling;

/// <summary><c>playcount sample</c>: data whose answer is known.</summary>
internal static class SampleCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "The folder to make", Required = true, HelpName = "DIR" };
    private static readonly Option<string?> PlantOn = new("--plant-on")
    {
        Description = "Plant plays on the music in this folder, by its loudness and brightness (needs ffmpeg)",
        HelpName = "DIR",
    };

    private static readonly Option<int> Songs = NumberOption.Create(
        "--songs", SampleRequest.UsualSongs, SampleRequest.LeastSongs, SampleRequest.MostSongs, "Songs of 30 s, 0.66 MB each");

    private static readonly Option<int> Users = NumberOption.Create(
        "--users", 5, SampleRequest.LeastUsers, SampleRequest.MostUsers, "Listeners whose plays are planted");

    private static readonly Option<double> OrderShare = NumberOption.Create(
        "--order-share", 0.5, 0.0, 1.0, "Share of the signal that only the order of a song's clips tells");

    private static readonly Option<bool> ShuffleClips = new("--shuffle-clips")
    {
        Description = "Put each song's clips in random order after planting: the same plays, but order tells nothing",
    };

    public static Option<long> Seed() => NumberOption.Create("--seed", 1L, 0L, long.MaxValue, "Same seed, same bytes");

    public static Command Create()
    {
        var seed = Seed();
        var command = new Command("sample", "Make data whose answer is known: plays planted from the sound")
        {
            Out, PlantOn, Songs, Users, seed, OrderShare, ShuffleClips,
        };
        command.SetAction((parsed, cancellationToken) => SampleAsync(
            new SampleRequest(
                parsed.GetValue(Songs), parsed.GetValue(Users), parsed.GetValue(seed), parsed.GetValue(OrderShare), parsed.GetValue(ShuffleClips)),
            parsed.GetRequiredValue(Out),
            new StageDisplay(parsed.InvocationConfiguration.Error),
            cancellationToken));
        return command;
    }

    private static async Task<int> SampleAsync(SampleRequest request, string path, StageDisplay display, CancellationToken cancellationToken)
    {
        var folder = SampleFolder.Prepare(path, SongSampler.ReadMe(request));
        var sampler = new SongSampler(request, folder);
        var truth = await display.ComputeAsync("making songs", "songs", progress => sampler.Make(progress, cancellationToken));
        Show(truth, display);
        return CommandLine.Succeeded;
    }

    private static void Show(SampleTruth truth, StageDisplay display)
    {
        display.Say(string.Create(CultureInfo.InvariantCulture, $"{truth.Songs.Count} songs, {truth.Records} records, {truth.Users.Count} planted listeners"));
        foreach (var user in truth.Users)
            display.Say(string.Create(CultureInfo.InvariantCulture, $"  {user.UserId}  reachable R2 {user.ReachableR2:0.000}"));
    }
}
