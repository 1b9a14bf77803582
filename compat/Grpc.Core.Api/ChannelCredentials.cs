namespace Grpc.Core;

/// <summary>How a channel is secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Not at all: plain text.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS; the server's certificate is checked against the system's roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SystemRootCredentials();

    /// <summary>Tells a channel how; channels call it.</summary>
    public abstract void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state);

    private sealed class InsecureCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetInsecureCredentials(state);
    }

    private sealed class SystemRootCredentials : ChannelCredentials
    {
        public override void InternalPopulateConfiguration(ChannelCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetSslCredentials(state, null, null, null);
    }
}

/// <summary>Is told how a channel is secured.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>Not at all.</summary>
    public abstract void SetInsecureCredentials(object? state);

    /// <summary>TLS; null stands for the system's roots, no certificate of the client, no check besides the usual.</summary>
    public abstract void SetSslCredentials(
        object? state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>As the channel's, and each call says who the client is.</summary>
    public abstract void SetCompositeCredentials(object? state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}

/// <summary>A client's certificate and key; a parameter's type alone.</summary>
public sealed class KeyCertificatePair
{
    internal KeyCertificatePair()
    {
    }
}

/// <summary>What is known of a server's certificate; a parameter's type alone.</summary>
public class VerifyPeerContext
{
    internal VerifyPeerContext()
    {
    }
}

/// <summary>Checks a server's certificate.</summary>
/// <returns>Whether it is believed.</returns>
public delegate bool VerifyPeerCallback(VerifyPeerContext context);
