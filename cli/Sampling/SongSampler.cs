using System.Globalization;
using System.Runtime.InteropServices;
using NAudio.Wave;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary>Makes a sample: songs, plays planted on them, a mapping archive, and the truth.</summary>
internal sealed class SongSampler(SampleRequest request, SampleFolder folder)
{
    private readonly SampleIds _ids = new(request.Seed);

    public SampleTruth Make(IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        var sounds = SongSound.Draw(request.Songs, request.Seed);
        var shapes = Enumerable.Range(0, request.Songs).Select(MappingRecords.ShapeOf).ToArray();
        var songIds = shapes.Select(_ => _ids.Song()).ToArray();
        var spotifyIds = shapes.Select(shape => MappingRecords.IsMapped(shape) ? _ids.Spotify() : null).ToArray();
        var users = Planter(sounds).Plant(request.Users, request.Seed, _ids);
        var listened = new ListenedSongs(users, songIds, request.Seed, _ids);
        var files = songIds.Select((songId, song) => $"{spotifyIds[song] ?? songId}.wav").ToArray();

        folder.WriteTriplets(listened.Rows);
        WriteMapping(songIds, spotifyIds, shapes, listened);
        WriteMusic(sounds, files, progress, cancellationToken);
        var truth = SampleTruth.Of(request.Seed, listened) with
        {
            ClipsShuffled = request.ShuffleClips,
            Users = [.. users.Select(User)],
            Songs = [.. sounds.Select((sound, song) => new TrueSong(songIds[song], files[song], Factors(sound)))],
        };
        folder.WriteTruth(truth);
        return truth;
    }

    /// <summary>What stands in the sample's README.txt.</summary>
    public static string ReadMe(SampleRequest request)
    {
        var shuffled = request.ShuffleClips
            ? "The clips of each song were shuffled after the plays were made: the order no longer tells anything.\n"
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            Made songs and made plays, to see whether a network finds what was put there. Nothing in here is real.

            triplets.tsv  user, song, plays: {request.Users} listeners who heard every song, 40 who played less, a few counts over 200
            mapping/      a mapping archive: most songs have a Spotify id, some have none and are named by song id
            music/        {request.Songs} songs of 30 s: 6 clips of 5 s
            truth.json    what the plays were made of, and the share of their variance that can be explained (reachableR2)

            {1 - request.OrderShare:0.##} of the signal is timbre (loudness, strength of the middle register, depth of the pulse), which the
            average of a song's clips tells. {request.OrderShare:0.##} is order: brightness that rises or falls over the 6 clips.
            Averages do not tell which, so only a network that hears all 6 clips in order can (--steps 6, or 2 and 3).
            {shuffled}
            """);
    }

    private PlayPlanter Planter(SongSound[] sounds) => new(
        [[.. sounds.Select(sound => sound.Loudness)], [.. sounds.Select(sound => sound.Body)], [.. sounds.Select(sound => sound.Pulse)]],
        [.. sounds.Select(sound => sound.Movement)],
        request.OrderShare);

    private void WriteMapping(string[] songIds, string?[] spotifyIds, RecordShape[] shapes, ListenedSongs listened)
    {
        var records = new MappingRecords(folder.Mapping, request.Seed, _ids);
        for (var song = 0; song < songIds.Length; song++)
            records.Write(songIds[song], spotifyIds[song], shapes[song]);
        listened.WriteMapping(records, _ids);
    }

    private void WriteMusic(SongSound[] sounds, string[] files, IProgress<StageProgress> progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Music);
        var done = 0;
        Parallel.For(0, sounds.Length, new ParallelOptions { CancellationToken = cancellationToken }, song =>
        {
            var dither = new SampleRandom(request.Seed, SampleStream.Dither, song);
            var samples = SongSynth.Render(sounds[song], ClipOrder(song), dither);
            using var writer = new WaveFileWriter(Path.Combine(folder.Music, files[song]), new WaveFormat(SongSynth.SampleRateHz, 16, 1));
            writer.Write(MemoryMarshal.AsBytes(samples.AsSpan()));
            progress.Report(new StageProgress(Interlocked.Increment(ref done), sounds.Length));
        });
    }

    private int[] ClipOrder(int song)
    {
        int[] order = [.. Enumerable.Range(0, SongSound.Clips)];
        if (request.ShuffleClips)
            new SampleRandom(request.Seed, SampleStream.ClipOrder, song).Shuffle<int>(order);
        return order;
    }

    private TrueUser User(PlantedUser user) =>
        new(user.UserId, user.ReachableR2, 1 - request.OrderShare, request.OrderShare, new Dictionary<string, double>
        {
            ["loudness"] = user.TimbreWeights[0],
            ["body"] = user.TimbreWeights[1],
            ["pulse"] = user.TimbreWeights[2],
            ["movement"] = user.OrderWeight,
        });

    private static Dictionary<string, double> Factors(SongSound sound) => new()
    {
        ["loudness"] = sound.Loudness,
        ["body"] = sound.Body,
        ["pulse"] = sound.Pulse,
        ["movement"] = sound.Movement,
    };
}
