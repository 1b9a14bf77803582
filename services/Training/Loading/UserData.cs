using System.Security.Cryptography;
using System.Text;
using PlayCount.Audio;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Training.Loading;

/// <summary>One listener's songs, plays and clip vectors; songs are told by their index in the listener's list.</summary>
internal sealed class UserData
{
    private readonly float[][] _pooled;
    private readonly int _pooledValues;

    /// <param name="user">The listener's songs with audio.</param>
    /// <param name="library">Their clip vectors.</param>
    /// <param name="playsOfAll">Plays of each song by all listeners of the study.</param>
    public UserData(UserSongs user, SongLibrary library, IReadOnlyDictionary<SongId, long> playsOfAll)
    {
        (Rank, User, Songs) = (user.Rank, user.User, user.Songs);
        int[] indices = [.. user.Songs.Select(s => library.IndexOf(s.Song))];
        Clips = library.Clips.Only(indices);
        ClipsPerSong = Clips.ClipsPerSong;
        Plays = [.. user.Songs.Select(s => (double)s.Plays)];
        OthersPlays = [.. user.Songs.Select(s => (double)(playsOfAll[s.Song] - s.Plays))];
        GroupOfSong = SameSound.Groups([.. indices.Select(library.PrintOf)]);
        _pooled = [.. indices.Select(library.PooledOf)];
        _pooledValues = library.PooledValues;
        Fingerprint = Hash(user.Songs, library.HashOf, _ => "");
        BaselineFingerprint = Hash(user.Songs, library.PooledHashOf, song => $"\t{playsOfAll[song.Song]}");
    }

    public int Rank { get; }

    public UserId User { get; }

    public IReadOnlyList<SongPlays> Songs { get; }

    public ClipSet<float> Clips { get; }

    public int[] ClipsPerSong { get; }

    public double[] Plays { get; }

    /// <summary>Plays of each song by the study's other listeners.</summary>
    public double[] OthersPlays { get; }

    /// <summary>Songs of one sound have one number; shape (songs).</summary>
    public int[] GroupOfSong { get; }

    /// <summary>SHA-256 over song ids, plays and input vectors, in hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>The same over the vectors that the baselines pool, and the plays of others, which they know too.</summary>
    public string BaselineFingerprint { get; }

    /// <summary>The mean vector over some clips of a song: what the baselines hear of it.</summary>
    public float[] Pool(int song, int firstClip, int clips)
    {
        var mean = new double[_pooledValues];
        for (var clip = firstClip; clip < firstClip + clips; clip++)
        {
            for (var i = 0; i < mean.Length; i++)
                mean[i] += _pooled[song][(clip * _pooledValues) + i];
        }

        return Array.ConvertAll(mean, sum => (float)(sum / clips));
    }

    /// <summary>The scaling of plays, fitted on some of the songs.</summary>
    public FittedScaling FitScaling(TargetScaling kind, IEnumerable<int> songs) =>
        FittedScaling.Fit(kind, [.. songs.Select(song => Plays[song])]);

    private static string Hash(IReadOnlyList<SongPlays> songs, HashOfSong hashOf, Func<SongPlays, string> more)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var song in songs)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{song.Song}\t{song.Plays}{more(song)}\n"));
            hash.AppendData(hashOf(song.Song));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private delegate ReadOnlySpan<byte> HashOfSong(SongId song);
}
