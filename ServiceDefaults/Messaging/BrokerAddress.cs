namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>Where the broker is, and who asks: what <c>ConnectionStrings:messaging</c> says.</summary>
internal sealed record BrokerAddress
{
    private const string Setting = "ConnectionStrings:messaging";
    private const string Right = "amqp://user:password@host:port is right, amqps:// for TLS; "
        + "without the setting messages stay in this process.";

    private const int Port = 5672; // IANA's of AMQP
    private const int EncryptedPort = 5671; // and of AMQP over TLS

    /// <summary>Name or address of the machine.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public required int TcpPort { get; init; }

    /// <summary>The broker's virtual host, <c>/</c> where none is named.</summary>
    public required string VirtualHost { get; init; }

    /// <summary>Who asks; <c>guest</c>, as the broker has it, where nobody is named.</summary>
    public required string User { get; init; }

    public required string Password { get; init; }

    /// <summary>Whether it is asked over TLS.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>Reads a connection string. No message ever holds it: it has a password in it.</summary>
    /// <exception cref="InvalidDataException">It is no address of a broker.</exception>
    public static BrokerAddress Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new InvalidDataException($"{Setting} is empty; {Right}");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            throw new InvalidDataException($"{Setting} is no address, which begins with amqp:// and has what is not a letter or digit of "
                + $"user and password escaped as %40 is; {Right}");
        if (uri.Scheme is not ("amqp" or "amqps"))
            throw new InvalidDataException($"{Setting} begins with '{uri.Scheme}:'; {Right}");
        if (uri.Host.Length == 0)
            throw new InvalidDataException($"{Setting} names no host; {Right}");
        if (uri.Segments.Length > 2 || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            throw new InvalidDataException($"{Setting} has more after the host than one virtual host; {Right}");
        var isEncrypted = uri.Scheme == "amqps";
        var named = uri.UserInfo.Split(':', 2);
        return new()
        {
            Host = uri.IdnHost,
            TcpPort = uri.IsDefaultPort || uri.Port < 0 ? (isEncrypted ? EncryptedPort : Port) : uri.Port,
            VirtualHost = uri.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(uri.AbsolutePath[1..]) : "/",
            User = uri.UserInfo.Length == 0 ? "guest" : Uri.UnescapeDataString(named[0]),
            Password = uri.UserInfo.Length == 0 ? "guest" : Uri.UnescapeDataString(named.ElementAtOrDefault(1) ?? ""),
            IsEncrypted = isEncrypted,
        };
    }

    /// <summary>Without the password, for whoever prints it.</summary>
    public override string ToString() => $"{Host}:{TcpPort}, virtual host '{VirtualHost}'";
}
