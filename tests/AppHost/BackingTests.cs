namespace PlayCount.AppHost.Tests;

public sealed class BackingTests
{
    private static readonly Surroundings Everything = new(IsGenuine: false, () => false, () => [], []);
    private static readonly Surroundings Genuine = Everything with { IsGenuine = true, HasContainers = () => true };
    private static readonly Surroundings Nothing = new(
        IsGenuine: false, () => false, () => ["mariadbd", "azurite-blob"], ["ConnectionStrings__messaging", "ConnectionStrings__blobs"]);

    [Fact]
    public void Is_embedded_where_no_servers_are_and_says_which_and_how_to_get_them()
    {
        var backing = Backing.Choose(null, Nothing);

        Assert.Equal(BackingKind.Embedded, backing.Kind);
        Assert.Equal(
            "backing: embedded (mariadbd, azurite-blob not found (on Debian and Ubuntu "
            + "'sudo infra/install.sh' installs what is missing)). One process, SQLite and files. Next: sudo infra/install.sh, then "
            + "dotnet run -c Release --project AppHost -- --backing local",
            backing.Line);
    }

    [Fact]
    public void Is_local_where_servers_are_installed()
    {
        var backing = Backing.Choose("auto", Everything);

        Assert.Equal((BackingKind.Local, "local"), (backing.Kind, backing.Name));
        Assert.StartsWith("backing: local (the servers are installed). RabbitMQ", backing.Line, StringComparison.Ordinal);
        Assert.EndsWith("-- --backing external", backing.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_containers_with_the_genuine_packages_and_a_runtime() =>
        Assert.Equal(BackingKind.Containers, Backing.Choose("auto", Genuine).Kind);

    [Theory]
    [InlineData("embedded", BackingKind.Embedded)]
    [InlineData("Local", BackingKind.Local)]
    [InlineData("external", BackingKind.External)]
    public void Is_what_is_asked_for(string asked, object kind) =>
        Assert.Equal((kind, $"backing: {asked.ToLowerInvariant()} (as asked)."), (
            Backing.Choose(asked, Everything).Kind,
            Backing.Choose(asked, Everything).Line[..$"backing: {asked} (as asked).".Length]));

    [Theory]
    [InlineData(null, BackingKind.Azure)]
    [InlineData("auto", BackingKind.Azure)]
    [InlineData("Containers", BackingKind.Containers)]
    [InlineData("external", BackingKind.External)]
    public void Is_Azure_s_where_it_is_published_unless_another_is_asked_for(string? asked, object kind) =>
        Assert.Equal(kind, Backing.Published(asked).Kind);

    [Fact]
    public void Of_Azure_is_not_run() => AssertRefused("azure", Everything, "it is published alone");

    [Theory]
    [InlineData("docker", "--backing 'docker' is none: auto, containers, local, embedded or external is right.")]
    [InlineData("1", "--backing '1' is none")]
    [InlineData("", "--backing '' is none")]
    [InlineData("containers", "--backing containers cannot be had: containers need the genuine Aspire packages")]
    [InlineData("local", "--backing local cannot be had: mariadbd, azurite-blob not found")]
    [InlineData("external", "--backing external cannot be had: ConnectionStrings__messaging, ConnectionStrings__blobs not given")]
    public void Is_refused_in_one_line_when_it_cannot_be_had(string asked, string line) => AssertRefused(asked, Nothing, line);

    [Fact]
    public void Of_containers_needs_a_runtime_and_that_of_local_servers_the_stand_ins()
    {
        AssertRefused("containers", Genuine with { HasContainers = () => false }, "neither 'docker info' nor 'podman info' works here");
        AssertRefused("local", Genuine, "the genuine Aspire packages run servers in containers alone");
    }

    [Fact]
    public void Has_its_data_to_itself()
    {
        using var folder = new TemporaryFolder();
        using var held = DataLock.Take(folder.In("data"));

        var error = Assert.Throws<DistributedApplicationException>(() => DataLock.Take(folder.In("data")));

        Assert.Equal(
            $"Another AppHost works in the data folder '{folder.In("data")}': end it, or give another folder with --data DIR.",
            error.Message);
    }

    [Fact]
    public void Has_data_that_can_be_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("file"), "");

        var error = Assert.Throws<DistributedApplicationException>(() => DataLock.Take(folder.In("file")));

        Assert.StartsWith($"The data folder '{folder.In("file")}' cannot be written: ", error.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string asked, Surroundings here, string part)
    {
        var message = Assert.Throws<DistributedApplicationException>(() => Backing.Choose(asked, here)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
