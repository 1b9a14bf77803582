using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Services.Tests.Jobs;

public sealed class JobFailureTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { new TaskCanceledException("The request took longer than its limit."), true },
        { new TimeoutException(), true },
        { new IOException(), true },
        { new FileNotFoundException(), false },
        { new InvalidDataException(), false },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void Tells_what_may_pass_from_what_stays(Exception failure, bool mayPass) =>
        Assert.Equal(mayPass, JobFailure.IsTransient(failure));
}
