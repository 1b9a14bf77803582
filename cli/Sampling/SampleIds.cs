using System.Globalization;

namespace PlayCount.Cli.Sampling;

/// <summary>Invented ids in the shapes of the real ones, each different from all before it.</summary>
internal sealed class SampleIds(long seed)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private readonly SampleRandom _users = new(seed, SampleStream.UserIds);
    private readonly SampleRandom _songs = new(seed, SampleStream.SongIds);
    private readonly SampleRandom _tracks = new(seed, SampleStream.TrackIds);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>40 hexadecimal digits.</summary>
    public string User() => New(() => Hex(_users) + Hex(_users) + Hex(_users)[..8]);

    /// <summary><c>SO</c>, 5 letters, 11 hexadecimal digits.</summary>
    public string Song() => New(() => "SO" + Text(_songs, Letters, 5) + Hex(_songs)[..11].ToUpperInvariant());

    /// <summary>22 letters and digits.</summary>
    public string Spotify() => New(() => Text(_tracks, Base62, 22));

    /// <summary>Keeps an id that the caller has from somewhere else from being invented once more.</summary>
    public void Take(string id) => _taken.Add(id);

    private string New(Func<string> draw)
    {
        var id = draw();
        while (!_taken.Add(id))
            id = draw();
        return id;
    }

    private static string Hex(SampleRandom random) => random.NextBits().ToString("x16", CultureInfo.InvariantCulture);

    private static string Text(SampleRandom random, string characters, int length) =>
        string.Create(length, (random, characters), static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = from.characters[from.random.NextInt(from.characters.Length)];
        });
}
