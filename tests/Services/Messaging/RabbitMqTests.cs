using System.Collections.Concurrent;
using System.Text.Json;
using PlayCount.Contracts.Messages;

namespace PlayCount.Services.Tests.Messaging;

[Trait("Set", "Full")]
public sealed class RabbitMqTests(SharedBroker broker) : IClassFixture<SharedBroker>
{
    private const string Queue = "test-commands.quorum";
    private const string ErrorQueue = Queue + "_error";
    private const int Commands = 20;
    private const string Json = "application/vnd.masstransit+json";

    [Fact]
    public async Task Commands_are_kept_in_quorum_queues_of_limited_length_and_deliveries_with_an_error_queue()
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        await using var process = await BusHost.StartAsync(broker.Server.Address(virtualHost));

        var queues = await broker.Server.QueuesAsync(virtualHost);

        Assert.Equal(("quorum", true), (queues[Queue].Type, queues[Queue].Durable));
        Assert.Equal("20", queues[Queue].Argument("x-delivery-limit"));
        Assert.Equal("100000", queues[Queue].Argument("x-max-length"));
        Assert.Equal(ErrorQueue, queues[Queue].Argument("x-dead-letter-exchange"));
        Assert.Equal(("quorum", true), (queues[ErrorQueue].Type, queues[ErrorQueue].Durable));
    }

    [Fact]
    public async Task A_command_comes_to_one_process_and_progress_to_each()
    {
        var address = broker.Server.Address(await broker.AddVirtualHostAsync());
        var heard = new ConcurrentQueue<int>();
        var all = new CountdownEvent(Commands);
        await using var first = await BusHost.StartAsync(address, HearAsync);
        await using var second = await BusHost.StartAsync(address, HearAsync);

        for (var round = 1; round <= Commands; round++)
            await first.PublishAsync(Command(round));
        all.Wait(TestContext.Current.CancellationToken);
        await second.PublishAsync(Progress());

        Assert.Equal(7, (await first.ProgressAsync()).Done);
        Assert.Equal(7, (await second.ProgressAsync()).Done);
        Assert.Equal(Enumerable.Range(1, Commands), heard.Order());
        all.Dispose();

        Task HearAsync(MapSongs command)
        {
            heard.Enqueue(command.Round);
            all.Signal();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("no JSON", Json)]
    [InlineData("no JSON", null)]
    [InlineData("", Json)]
    [InlineData("{\"messageType\": [\"urn:message:PlayCount.Contracts.Messages:MapSongs\"], \"message\": {", Json)]
    [InlineData("{\"messageType\": [\"urn:message:PlayCount.Contracts.Messages:MapSongs\"], \"message\": {\"round\": 1}}", Json)]
    [InlineData("{\"messageType\": [\"urn:message:PlayCount.Contracts.Messages:MapSongs\"], \"message\": "
        + "{\"experimentId\": \"first\", \"round\": \"seven\", \"work\": \"map\", \"archivePath\": \"archive\"}}", Json)]
    [InlineData("{\"messageType\": [\"urn:message:PlayCount.Contracts.Messages:MapSongs\"], \"message\": null}", Json)]
    public async Task What_cannot_be_read_ends_in_the_error_queue_and_holds_nothing_up(string body, string? contentType)
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        await using var process = await BusHost.StartAsync(broker.Server.Address(virtualHost));
        await using var client = await PlainClient.ConnectAsync(broker.Server, virtualHost);

        await client.PutAsync(Queue, body, contentType);
        var ended = await client.TakeAsync(ErrorQueue);
        await process.PublishAsync(Command(round: 3));

        Assert.Equal(body, ended);
        Assert.Equal(3, (await process.CommandAsync()).Round);
        Assert.Single(process.Troubles);
        Assert.Equal(0u, await client.CountAsync(Queue));
    }

    [Fact]
    public async Task A_failure_that_may_pass_is_tried_again_and_one_that_stays_goes_to_the_error_queue_at_once()
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        var tries = new List<int>();
        await using var process = await BusHost.StartAsync(broker.Server.Address(virtualHost), command =>
        {
            tries.Add(command.Round);
            return command.Round == 1
                ? throw new InvalidDataException("The command is odd.")
                : tries.Count < 4 ? throw new IOException("The disk is full.") : Task.CompletedTask;
        });
        await using var client = await PlainClient.ConnectAsync(broker.Server, virtualHost);

        await process.PublishAsync(Command(round: 1));
        var ended = await client.TakeAsync(ErrorQueue);
        await process.PublishAsync(Command(round: 2));
        var consumed = await process.CommandAsync();

        Assert.Equal(1, JsonDocument.Parse(ended).RootElement.GetProperty("message").GetProperty("round").GetInt32());
        Assert.Equal(2, consumed.Round);
        Assert.Equal([1, 2, 2, 2], tries);
    }

    [Fact]
    public async Task A_message_that_ends_every_process_which_takes_it_ends_in_the_error_queue()
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        await using (await BusHost.StartAsync(broker.Server.Address(virtualHost)))
        {
            // It has made the queues.
        }

        await using var client = await PlainClient.ConnectAsync(broker.Server, virtualHost);
        await client.PutAsync(Queue, "deadly", Json);

        var taken = 0;
        while (taken < 100 && await client.TakeAndDieAsync(Queue))
            taken++;

        Assert.Equal("deadly", await client.TakeAsync(ErrorQueue));
        Assert.Equal(21, taken);
    }

    [Fact]
    public async Task What_no_consumer_knows_is_kept_and_told_once()
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        await using var process = await BusHost.StartAsync(broker.Server.Address(virtualHost));
        await using var client = await PlainClient.ConnectAsync(broker.Server, virtualHost);
        var body = "{\"messageType\": [\"urn:message:Another.System:Order\"], \"message\": {\"round\": 1}}";
        await client.PutAsync(Queue, body, Json);
        await process.PublishAsync(Command(round: 3));
        await process.CommandAsync();

        Assert.Equal(body, await client.TakeAsync(Queue + "_skipped"));
        Assert.Equal(
            $"{Queue} got a message that no consumer of it knows. It is kept in {Queue}_skipped.", Assert.Single(process.Troubles).Trim());
    }

    [Fact]
    public async Task The_queue_of_a_process_outlives_it_by_a_minute()
    {
        var virtualHost = await broker.AddVirtualHostAsync();
        await using var process = await BusHost.StartAsync(broker.Server.Address(virtualHost));

        var queues = await broker.Server.QueuesAsync(virtualHost);

        Assert.Equal(3, queues.Count);
        var own = Assert.Single(queues.Values, queue => queue.Name.EndsWith(".own", StringComparison.Ordinal));
        Assert.Equal(("classic", true, "60000"), (own.Type, own.Durable, own.Argument("x-expires")));
    }

    private static MapSongs Command(int round) => new() { ExperimentId = "first", Round = round, Work = "map", ArchivePath = "archive" };

    private static WorkProgressed Progress() =>
        new() { ExperimentId = "first", Round = 1, Work = "map", Done = 7, Total = 9, Unit = "songs" };
}
