using System.Reflection;
using System.Runtime.Loader;

namespace PlayCount.Architecture.Tests;

/// <summary>Stand-ins declare what api.txt beside them lists: members of the genuine package, no others.</summary>
/// <remarks>With the genuine package set the same lines are looked for in the package itself.</remarks>
public sealed class StandInsTests
{
    private static readonly bool IsGenuine = Metadata("PackageSet") == "genuine";

    public static TheoryData<string> Lists() =>
        [.. Repository.Files.Where(file => file.Area == "compat" && Path.GetFileName(file.Path) == "api.txt").Select(file => file.Path)];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Declare_the_members_of_their_list(string list)
    {
        var lines = Repository.Text(list).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var package = list.Split('/')[1];
        Assert.Matches($@"^# {package} \d+\.\d+: ", lines[0]);
        var listed = lines.Skip(1).ToList();
        var declared = PublicMembers.Of(Assembly.Load(package));

        var missing = listed.Except(declared).Select(line => $"{list} lists '{line}', which {package} does not declare: correct the line.");
        var unlisted = IsGenuine ? [] : declared.Except(listed).Select(line =>
            $"{package} declares '{line}', which {list} does not list: add the line if the genuine package has it, else make it internal.");
        Repository.AssertNone(missing.Concat(unlisted));
    }

    /// <summary>The package itself is there; it is looked at, and never run.</summary>
    [Fact]
    public void TorchSharp_s_are_members_of_the_package()
    {
        var context = new AssemblyLoadContext("the package", isCollectible: true);
        var package = context.LoadFromAssemblyPath(Metadata("TorchSharp"));
        var listed = Repository.Text("compat/TorchSharp/api.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).ToList();
        var types = Assembly.Load("TorchSharp").GetExportedTypes().Select(type => package.GetType(type.FullName!, throwOnError: true)!);

        var missing = listed.Except(types.SelectMany(PublicMembers.Lines));

        Repository.AssertNone(missing.Select(line => $"compat/TorchSharp/api.txt lists '{line}', which TorchSharp does not declare."));
        context.Unload();
    }

    private static string Metadata(string key) => typeof(StandInsTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(entry => entry.Key == key).Value!;

    [Fact]
    public void Are_listed_as_C_declares_them()
    {
        const string Name = "PlayCount.Architecture.Tests.StandInsTests.Listed";

        Assert.Equal(
            [
                $"abstract class {Name}",
                $"{Name}..ctor(System.String name)",
                $"{Name}.Add<T : System.IDisposable & new()>(System.Collections.Generic.IEnumerable<System.String?>? all, "
                    + "System.Int32? count = null, params System.String[] more) : System.Threading.Tasks.Task<System.Object?>",
                $"{Name}.Text {{ get; init; }} : System.String?",
                $"{Name}.Kinds : System.String",
            ],
            PublicMembers.Lines(typeof(Listed)));
    }

    public abstract class Listed
    {
        public static readonly string Kinds = "";

        protected Listed(string name) => Text = name;

        public string? Text { get; init; }

        internal string Hidden { get; set; } = "";

        public abstract Task<object?> Add<T>(IEnumerable<string?>? all, int? count = null, params string[] more)
            where T : IDisposable, new();
    }
}
