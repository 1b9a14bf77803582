using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PlayCount.Architecture.Tests;

/// <summary>The public members of an assembly, one a line, as C# would declare them.</summary>
internal static class PublicMembers
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly) =>
        [.. assembly.GetExportedTypes().SelectMany(Lines).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Lines(Type type)
    {
        var name = CSharpNames.Of(type);
        yield return $"{Kind(type)} {name}";
        foreach (var constructor in type.GetConstructors(Declared).Where(IsVisible).Where(IsWritten))
            yield return $"{name}..ctor({Parameters(constructor)})";
        foreach (var method in type.GetMethods(Declared).Where(IsVisible).Where(IsWritten).Where(IsNoAccessor))
            yield return $"{name}.{CSharpNames.Method(method)}({Parameters(method)}) : {CSharpNames.Of(method.ReturnParameter)}";
        foreach (var property in type.GetProperties(Declared).Where(property => IsWritten(property) && IsVisible(property.GetMethod!)))
            yield return $"{name}.{property.Name} {{ {Accessors(property)} }} : {CSharpNames.Of(property)}";
        foreach (var field in type.GetFields(Declared).Where(field => field is { IsPublic: true, IsSpecialName: false }))
            yield return $"{name}.{field.Name}{Constant(field)} : {CSharpNames.Of(field)}";
    }

    private static string Constant(FieldInfo field) =>
        field.IsLiteral ? $" = {Convert.ToString(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}" : "";

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsValueType ? "struct"
        : type.IsInterface ? "interface"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class"
        : "class";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (IsThis(method, parameter) ? "this " : "") + (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{CSharpNames.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}"));

    private static bool IsThis(MethodBase method, ParameterInfo parameter) =>
        parameter.Position == 0 && method.IsDefined(typeof(ExtensionAttribute));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType is { IsValueType: true, IsGenericType: false } ? "default" : "null",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Accessors(PropertyInfo property) => string.Join(' ', new[]
    {
        "get;",
        property.SetMethod is not { } set || !IsVisible(set) ? null
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;"
            : "set;",
    }.Where(accessor => accessor is not null));

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    // What records bring by themselves is no promise of its own.
    private static bool IsWritten(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute)) && member.Name != "<Clone>$" && member.Name != "EqualityContract";

    private static bool IsNoAccessor(MethodInfo method) => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal);
}
