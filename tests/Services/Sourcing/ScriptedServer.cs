using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>What a client asked for: the path, and its headers by name in lower case.</summary>
internal sealed record Asked(string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>Writes an answer byte by byte, as no honest server would.</summary>
internal delegate Task Answer(Asked asked, NetworkStream to, CancellationToken ended);

/// <summary>
/// A server on a port of 127.0.0.1 that answers as it is told, one request a connection; what it has no answer for is 404.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, PlayCount.Tests.LoopbackPort.Free());
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentDictionary<string, Answer> _answers = [];
    private readonly ConcurrentQueue<Asked> _asked = [];

    public ScriptedServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/music/");

    /// <summary>What was asked for, in that order, below the base address.</summary>
    public IReadOnlyList<Asked> Requests => [.. _asked];

    public int CountOf(string name) => _asked.Count(asked => asked.Path == $"/music/{name}");

    public Answer this[string name]
    {
        set => _answers[$"/music/{name}"] = value;
    }

    /// <summary>Answers one after the other, the last one ever again.</summary>
    public static Answer InTurn(params Answer[] answers)
    {
        var turn = -1;
        return (asked, to, ended) => answers[Math.Min(Interlocked.Increment(ref turn), answers.Length - 1)](asked, to, ended);
    }

    public static Answer Text(string status, string headers, string body = "") => Bytes(status, headers, Encoding.ASCII.GetBytes(body));

    /// <summary>The status line and headers as given, each with \n at its end, then the bytes, and the connection is closed.</summary>
    public static Answer Bytes(string status, string headers, byte[] body) => async (_, to, ended) =>
    {
        await to.WriteAsync(Head(status, headers), ended);
        await to.WriteAsync(body, ended);
    };

    /// <summary>A file as a server that knows ranges gives it.</summary>
    public static Answer File(byte[] content, string eTag = "\"1\"") => async (asked, to, ended) =>
    {
        if (asked.Header("if-none-match") == eTag)
        {
            await to.WriteAsync(Head("304 Not Modified", $"ETag: {eTag}\n"), ended);
            return;
        }

        var isRange = asked.Header("range") is not null && asked.Header("if-range") == eTag;
        var start = isRange ? int.Parse(asked.Header("range")!["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        var length = $"ETag: {eTag}\nContent-Length: {content.Length - start}\n";
        await to.WriteAsync(
            isRange
                ? Head("206 Partial Content", $"{length}Content-Range: bytes {start}-{content.Length - 1}/{content.Length}\n")
                : Head("200 OK", length),
            ended);
        await to.WriteAsync(content.AsMemory(start), ended);
    };

    /// <summary>Says that it sends the whole file, and ends in the middle.</summary>
    public static Answer Cut(byte[] content, int after, string eTag = "\"1\"") =>
        Bytes("200 OK", $"ETag: {eTag}\nContent-Length: {content.Length}\n", content[..after]);

    public static byte[] Head(string status, string headers) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\n{headers}Connection: close\n\n".Replace("\n", "\r\n", StringComparison.Ordinal));

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Stop();
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var asked = await ReadAsync(reader);
            _asked.Enqueue(asked);
            var answer = _answers.GetValueOrDefault(asked.Path) ?? Text("404 Not Found", "Content-Length: 0\n");
            await answer(asked, stream, _ended.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has had enough, or the test is over.
        }
    }

    private static async Task<Asked> ReadAsync(StreamReader reader)
    {
        var path = (await reader.ReadLineAsync() ?? throw new IOException("no request")).Split(' ')[1];
        var headers = new Dictionary<string, string>();
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 2)..];
        }

        return new Asked(path, headers);
    }
}
