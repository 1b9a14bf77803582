using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Services.Tests.Messaging;

public sealed class BrokerAddressTests
{
    [Theory]
    [InlineData("amqp://ann:secret@broker:5671", "broker", 5671, "/", "ann", "secret", false)]
    [InlineData("amqp://ann:p%40ss%3Aw%2Fd@127.0.0.1:21001/music", "127.0.0.1", 21001, "music", "ann", "p@ss:w/d", false)]
    [InlineData("amqp://ann:a:b@broker/a%2Fb", "broker", 5672, "a/b", "ann", "a:b", false)]
    [InlineData("amqps://ann:secret@broker", "broker", 5671, "/", "ann", "secret", true)]
    [InlineData("amqp://broker/", "broker", 5672, "/", "guest", "guest", false)]
    public void Is_read_from_a_connection_string(
        string text, string host, int port, string virtualHost, string user, string password, bool isEncrypted)
    {
        var address = BrokerAddress.Parse(text);

        Assert.Equal(
            new BrokerAddress
            {
                Host = host,
                TcpPort = port,
                VirtualHost = virtualHost,
                User = user,
                Password = password,
                IsEncrypted = isEncrypted,
            },
            address);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "is empty")]
    [InlineData("ann:secret@broker", "begins with 'ann:'")]
    [InlineData("http://ann:secret@broker:5672", "begins with 'http:'")]
    [InlineData("//ann:secret@broker", "is no address")]
    [InlineData("amqp://ann:secr/et@broker:5672", "is no address")]
    [InlineData("amqp://ann:secret@broker:70000", "is no address")]
    [InlineData("amqp:///music", "names no host")]
    [InlineData("amqp://ann:secret@broker/a/b", "has more after the host than one virtual host")]
    [InlineData("amqp://ann:secret@broker?heartbeat=5", "has more after the host than one virtual host")]
    [InlineData("Server=broker;Password=secret", "is no address")]
    public void Is_refused_without_telling_the_password(string text, string reason)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => BrokerAddress.Parse(text));

        Assert.StartsWith($"ConnectionStrings:messaging {reason}", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "; amqp://user:password@host:port is right, amqps:// for TLS; without the setting messages stay in this process.",
            refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secr", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_printed_without_its_password()
    {
        var address = BrokerAddress.Parse("amqp://ann:secret@broker:5673/music");

        Assert.Equal("broker:5673, virtual host 'music'", $"{address}");
    }
}
