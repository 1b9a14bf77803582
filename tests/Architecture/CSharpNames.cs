using System.Reflection;

namespace PlayCount.Architecture.Tests;

/// <summary>Types as C# writes them, with what may be null.</summary>
internal static class CSharpNames
{
    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying) + "?";
        if (type.IsArray)
            return Of(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.IsNested ? $"{Of(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : name;
    }

    public static string Of(ParameterInfo parameter)
    {
        lock (Nullability)
            return Of(Nullability.Create(parameter));
    }

    public static string Of(PropertyInfo property)
    {
        lock (Nullability)
            return Of(Nullability.Create(property));
    }

    public static string Of(FieldInfo field)
    {
        lock (Nullability)
            return Of(Nullability.Create(field));
    }

    /// <summary>A method's name with its type parameters and what is asked of them.</summary>
    public static string Method(MethodInfo method) => !method.IsGenericMethod
        ? method.Name
        : $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name + Constraints(argument)))}>";

    private static string Of(NullabilityInfo info)
    {
        var mark = info.ReadState == NullabilityState.Nullable && !info.Type.IsValueType ? "?" : "";
        if (info.ElementType is { } element)
            return $"{Of(element)}[]{mark}";
        if (info.GenericTypeArguments.Length == 0 || Nullable.GetUnderlyingType(info.Type) is not null)
            return Of(info.Type) + mark;
        return $"{Of(info.Type).Split('<')[0]}<{string.Join(", ", info.GenericTypeArguments.Select(Of))}>{mark}";
    }

    private static string Constraints(Type parameter)
    {
        var isNew = parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint);
        var all = parameter.GetGenericParameterConstraints().Select(Of).Concat(isNew ? ["new()"] : []).ToList();
        return all.Count == 0 ? "" : " : " + string.Join(" & ", all);
    }
}
