using System.Reflection;
using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Services.Tests.Messaging;

public sealed class PublishTests
{
    [Fact]
    public async Task A_transport_that_fails_whatever_its_exception_may_be_well_again_later()
    {
        var bus = DispatchProxy.Create<IPublishEndpoint, StoppedBus>();
        var message = new CancelWork { ExperimentId = "first", Round = 1 };

        var failure = await Assert.ThrowsAsync<IOException>(() => bus.PublishInTimeAsync(message, TestContext.Current.CancellationToken));

        Assert.True(JobFailure.IsTransient(failure));
        Assert.Equal("The broker did not take a CancelWork: The bus was stopped.", failure.Message);
    }

    [Fact]
    public async Task A_transport_that_neither_answers_nor_hears_of_a_cancellation_is_given_up()
    {
        var bus = DispatchProxy.Create<IPublishEndpoint, SilentBus>();
        var message = new CancelWork { ExperimentId = "first", Round = 1 };

        var failure = await Assert.ThrowsAsync<TimeoutException>(() => bus.PublishInTimeAsync(
            message, TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken));

        Assert.True(JobFailure.IsTransient(failure));
        Assert.Equal("The broker did not take a CancelWork within 0.01 s. Is it running?", failure.Message);
    }

    public class SilentBus : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new TaskCompletionSource().Task;
    }

    public class StoppedBus : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            throw new InvalidOperationException("The bus was stopped.");
    }
}
