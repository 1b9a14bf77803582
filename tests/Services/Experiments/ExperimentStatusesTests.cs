using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using PlayCount.Experiments.Serving;

namespace PlayCount.Services.Tests.Experiments;

public sealed class ExperimentStatusesTests
{
    [Fact]
    public void Tell_a_call_that_was_ended_in_words_for_its_caller()
    {
        var statuses = new ExperimentStatuses(NullLogger<ExperimentStatuses>.Instance);

        var status = statuses.StatusOf(new TaskCanceledException(), context: null!);

        Assert.Equal(new Status(StatusCode.Cancelled, "The caller ended the call, or the server stops."), status);
    }
}
