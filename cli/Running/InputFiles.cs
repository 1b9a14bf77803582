using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The files a run is asked to read.</summary>
internal static class InputFiles
{
    /// <summary>What cannot work is told at once, not after an hour, and before the folder is bound to its config.</summary>
    public static void Require(RunRequest request)
    {
        SelectionRefusal.ThrowIfUnmeetable(request.Settings.Criteria);
        request.Settings.Sweep.RequireParts();
        SqliteFile.ThrowIfTooLong(RunCatalog.PathIn(request.Out));
        var inputs = request.Inputs;
        RequireFile("--triplets", inputs.Triplets, "a file of user TAB song TAB plays");
        if (AudioPlace.Parse(inputs.Audio).Kind == AudioPlaceKind.Folder)
            RequireFolder(inputs.Audio);
        if (inputs.Mapping is { } mapping && !Directory.Exists(mapping))
            RequireFile("--mapping", mapping, "a folder, .tar, .tar.gz, .tar.bz2 or .zip");
        if (inputs.Mismatches is { } mismatches)
            RequireFile("--mismatches", mismatches, "a list of song ids such as sid_mismatches.txt");
        if (inputs.LookUp?.Overrides is { } overrides)
            RequireFile("--overrides", overrides, "a file of song id,Spotify id a line");
        if (inputs.LookUp?.Tracks is { } tracks)
            RequireFile("--tracks", tracks, "a list such as unique_tracks.txt");
        RequireNetworks(request);
    }

    /// <summary>Refuses a path that an option names unless it is a file with content.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static void RequireFile(string option, string path, string right) => PlainFile.Require(path, $"{option} '{path}'", right);

    private static void RequireFolder(string audio)
    {
        if (File.Exists(audio))
            throw new InvalidDataException($"--audio '{audio}' is a file; a folder of audio files is right.");
        if (!Directory.Exists(audio))
            throw new DirectoryNotFoundException($"--audio '{audio}' is not there; a folder of audio files is right.");
    }

    private static void RequireNetworks(RunRequest request)
    {
        var inputs = FrontEnds.Create(request.Settings.FrontEnd, request.Settings.ClipSamples).ValuesPerClip;
        if (inputs > NetworkSpec.MaxUnits)
        {
            throw new ArgumentException(
                $"--front-end {request.Settings.FrontEnd} makes {inputs} numbers of {request.Settings.ClipSamples} samples; "
                + $"a network takes at most {NetworkSpec.MaxUnits}. Take fewer --clip-samples.");
        }

        try
        {
            request.Settings.Sweep.RequireFits(inputs);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException(
                $"{e.Message} Take fewer --units, --dense, --encoder or --clip-samples, or fewer units in the file of --network.", e);
        }
    }
}
