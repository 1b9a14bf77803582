using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using PlayCount.Segmentation.Sourcing;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>A scripted server with a source of audio over it, whose cache is gone with the test.</summary>
internal sealed class Sourced : IDisposable
{
    public const string Name = "song.wav";

    private readonly ConcurrentBag<HttpClient> _clients = [];
    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("playcount-cache-");

    public ScriptedServer Server { get; } = new();

    public HttpAudioOptions Options { get; }

    public Sourced() => Options = new HttpAudioOptions
    {
        CacheFolder = Path.Combine(_cache.FullName, "audio"),
        PrivateHosts = ["127.0.0.1"],
        IdleSeconds = 20,
        PauseSeconds = 0.01,
    };

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public string Cache => Options.CacheFolder;

    /// <summary>Bytes that all differ from their neighbours.</summary>
    public static byte[] Content { get; } = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31 + i / 256))];

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A source of its own, as another process would have it.</summary>
    public HttpAudio Open(Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Uri? address = null)
    {
        var client = HttpFetch.Client(Options, resolve ?? Dns.GetHostAddressesAsync);
        _clients.Add(client);
        return new HttpAudio(address ?? Server.Address, Options, Time, client);
    }

    /// <summary>A source that has read its list, which names the song: limits that are shortened now are the song's alone.</summary>
    public HttpAudio OpenListed()
    {
        Server["SHA256SUMS"] = ScriptedServer.Text("200 OK", "", $"{Sha256(Content)}  {Name}\n");
        var source = Open();
        source.Find(new SongAudio(SongId.Parse("unlisted"), null), TestContext.Current.CancellationToken);
        return source;
    }

    /// <summary>The bytes of the song named <c>song</c>; null where there is none.</summary>
    public byte[]? Read(HttpAudio? source = null)
    {
        var found = (source ?? Open()).Find(new SongAudio(SongId.Parse("song"), null), TestContext.Current.CancellationToken);
        if (found is null)
            return null;
        using var stream = found.Open(1 << 30);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Why the song cannot be used.</summary>
    public string Reason() => Assert.Throws<InvalidDataException>(() => Read()).Message;

    /// <summary>Why the source cannot be used.</summary>
    public AudioSourceException Failure(HttpAudio? source = null)
    {
        source ??= Open();
        return Assert.Throws<AudioSourceException>(() => Read(source));
    }

    public void Dispose()
    {
        foreach (var client in _clients)
            client.Dispose();
        Server.Dispose();
        _cache.Delete(recursive: true);
    }
}
