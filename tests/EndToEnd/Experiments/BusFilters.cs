using System.Collections.Concurrent;
using MassTransit;
using PlayCount.Contracts.Messages;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>What tests put between the transport and the consumers: each filter sees every delivery to every queue.</summary>
internal static class BusFilters
{
    /// <summary>Services that have a queue of cancellations.</summary>
    public const int Workers = 4;

    /// <summary>Does something as a message is delivered for the nth time, whatever it says, before its consumer has it.</summary>
    public static void At(IBusFactoryConfigurator bus, string message, int time, Func<Task> act)
    {
        var seen = 0;
        bus.UseFilter(new Filter(async (context, next) =>
        {
            if (NameOf(context) == message && Interlocked.Increment(ref seen) == time)
                await act();
            await next.Send(context);
        }));
    }

    /// <summary>Does something each time that a message is delivered, before its consumer has it.</summary>
    public static void Each(IBusFactoryConfigurator bus, string message, Action act) => bus.UseFilter(new Filter(async (context, next) =>
    {
        if (NameOf(context) == message)
            act();
        await next.Send(context);
    }));

    /// <summary>Does something each time that a consumer is through with a message.</summary>
    public static void After(IBusFactoryConfigurator bus, string message, Action act) => bus.UseFilter(new Filter(async (context, next) =>
    {
        await next.Send(context);
        if (NameOf(context) == message)
            act();
    }));

    /// <summary>Loses the first answer to each work of each round.</summary>
    /// <returns>The answers that were lost.</returns>
    public static IReadOnlyCollection<string> LoseAnswersOnce(IBusFactoryConfigurator bus)
    {
        var lost = new ConcurrentDictionary<string, bool>();
        bus.UseFilter(new Filter((context, next) =>
            QueueOf(context) == "experiments-answers" && context.TryGetMessage<IWork>(out var work)
                && lost.TryAdd($"{work.Message.ExperimentId}/{work.Message.Round}/{work.Message.Work}", true)
                ? Task.CompletedTask
                : next.Send(context)));
        return new KeysOf(lost);
    }

    public static string QueueOf(ConsumeContext context) => context.ReceiveContext.InputAddress.AbsolutePath.TrimStart('/');

    /// <summary>The message's own name, such as <c>CutSong</c>.</summary>
    public static string NameOf(ConsumeContext context) => context.SupportedMessageTypes.First().Split(':')[^1];

    internal sealed class Filter(Func<ConsumeContext, IPipe<ConsumeContext>, Task> send) : IFilter<ConsumeContext>
    {
        public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) => send(context, next);

        public void Probe(ProbeContext context) => context.CreateFilterScope("test");
    }

    private sealed class KeysOf(ConcurrentDictionary<string, bool> keys) : IReadOnlyCollection<string>
    {
        public int Count => keys.Count;

        public IEnumerator<string> GetEnumerator() => keys.Keys.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
