using System.Text;
using System.Threading.Channels;
using PlayCount.Tests;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace PlayCount.Services.Tests.Messaging;

/// <summary>Speaks with the broker without MassTransit, as another system does.</summary>
internal sealed class PlainClient : IAsyncDisposable
{
    private readonly IConnection _connection;

    private PlainClient(IConnection connection) => _connection = connection;

    public static async Task<PlainClient> ConnectAsync(RabbitMqServer server, string virtualHost) =>
        new(await new ConnectionFactory { Uri = new Uri(server.Address(virtualHost)) }.CreateConnectionAsync(
            TestContext.Current.CancellationToken));

    /// <summary>Puts a body into a queue.</summary>
    public async Task PutAsync(string queue, string body, string? contentType)
    {
        await using var channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync(
            "", queue, mandatory: true, new BasicProperties { ContentType = contentType }, Encoding.UTF8.GetBytes(body),
            TestContext.Current.CancellationToken);
    }

    /// <summary>Takes the next body out of a queue.</summary>
    public async Task<string> TakeAsync(string queue)
    {
        var bodies = Channel.CreateUnbounded<string>();
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.BasicQosAsync(0, 1, false, TestContext.Current.CancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            var body = Encoding.UTF8.GetString(delivery.Body.Span);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            await bodies.Writer.WriteAsync(body);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, TestContext.Current.CancellationToken);
        return await bodies.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Takes a message and is gone before it has said that it is through with it.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TakeAndDieAsync(string queue)
    {
        var channel = await _connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var taken = await channel.BasicGetAsync(queue, autoAck: false, TestContext.Current.CancellationToken);
        await channel.CloseAsync(TestContext.Current.CancellationToken);
        await channel.DisposeAsync();
        return taken is not null;
    }

    public async Task<uint> CountAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.MessageCountAsync(queue, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
