using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using PlayCount.Cli.Progress;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary><c>playcount sample</c>: data whose answer is known.</summary>
internal static class SampleCommand
{
    private static readonly Option<string> Out = new("--out") { Description = "The folder to make", Required = true, HelpName = "DIR" };
    private static readonly Option<string?> PlantOn = new("--plant-on")
    {
        Description = "Plant plays on the music in this folder instead, by its loudness and brightness (needs ffmpeg)",
        HelpName = "DIR",
    };

    private static readonly Option<int> Songs = NumberOption.Create(
        "--songs", SampleRequest.UsualSongs, SampleRequest.LeastSongs, SampleRequest.MostSongs, "Songs of 30 s, 0.66 MB each");

    private static readonly Option<int> Users = NumberOption.Create(
        "--users", SampleRequest.UsualUsers, SampleRequest.LeastUsers, SampleRequest.MostUsers, "Listeners whose plays are planted");

    private static readonly Option<double> OrderShare = NumberOption.Create(
        "--order-share", SampleRequest.UsualOrderShare, 0, 1, "Share of the signal that only the order of a song's clips tells");

    private static readonly Option<bool> ShuffleClips = new("--shuffle-clips")
    {
        Description = "Put each song's clips in random order after planting: the same plays, but order tells nothing",
    };

    private static readonly Option<long> Seed = NumberOption.Create(
        "--seed", SampleRequest.UsualSeed, 0, long.MaxValue, "Same seed, same bytes");

    public static Command Create()
    {
        var command = new Command("sample", "Make data whose answer is known: plays planted from the sound")
        {
            Out, Songs, Users, Seed, OrderShare, ShuffleClips, PlantOn,
        };
        command.Validators.Add(RefuseSongOptionsWithMusic);
        command.Subcommands.Add(TripletsCommand.Create());
        command.SetAction(RunAsync);
        return command;
    }

    private static void RefuseSongOptionsWithMusic(CommandResult result)
    {
        Option[] ofSongs = [Songs, OrderShare, ShuffleClips];
        if (result.GetResult(PlantOn) is not null
            && ofSongs.FirstOrDefault(option => result.GetResult(option) is { Implicit: false }) is { } given)
            result.AddError($"{given.Name} is for made songs and says nothing about the music of --plant-on: leave one of the two out.");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var display = new StageDisplay(parsed.InvocationConfiguration.Error);
        var (path, users, seed) = (parsed.GetRequiredValue(Out), parsed.GetValue(Users), parsed.GetValue(Seed));
        var request = new SampleRequest(parsed.GetValue(Songs), users, seed, parsed.GetValue(OrderShare), parsed.GetValue(ShuffleClips));
        var truth = parsed.GetValue(PlantOn) is { } music
            ? await PlantAsync(music, path, request, display, cancellationToken)
            : await MakeAsync(path, request, display, cancellationToken);
        Show(truth, display);
        return CommandLine.Succeeded;
    }

    private static Task<SampleTruth> MakeAsync(
        string path, SampleRequest request, StageDisplay display, CancellationToken cancellationToken)
    {
        var sampler = new SongSampler(request, SampleFolder.Prepare(path, SongSampler.ReadMe(request)));
        return display.ComputeAsync("making songs", "song", progress => sampler.Make(progress, cancellationToken));
    }

    private static async Task<SampleTruth> PlantAsync(
        string musicPath, string path, SampleRequest request, StageDisplay display, CancellationToken cancellationToken)
    {
        SampleFolder.RefuseInside(path, musicPath);
        var music = await display.RunAsync(
            "measuring music", "piece", progress => MusicFolder.MeasureAsync(musicPath, progress, cancellationToken));
        foreach (var file in music.Skipped)
            display.Say($"  left out '{Shown.Shorten(file.File)}': {file.Reason}");
        return new MusicSampler(music, request.Users, request.Seed).Write(
            SampleFolder.Prepare(path, MusicSampler.ReadMe(music, request.Users)));
    }

    private static void Show(SampleTruth truth, StageDisplay display)
    {
        display.Say($"{Counted.Of(truth.Songs.Count, "song")}, {Counted.Of(truth.Records, "record")}, "
            + Counted.Of(truth.Users.Count, "planted listener"));
        foreach (var user in truth.Users)
            display.Say(string.Create(CultureInfo.InvariantCulture, $"  {user.UserId}  reachable R2 {user.ReachableR2:0.000}"));
    }
}
