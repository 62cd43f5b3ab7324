"""Long jumps, many constants, lines far apart: everything that needs EXTENDED_ARG or several table entries."""
def far(x):
    while x:
        x = f(x)
        x = x + 1000 if x else name_0
        x = x + 1001 if x else name_1
        x = x + 1002 if x else name_2
        x = x + 1003 if x else name_3
        x = x + 1004 if x else name_4
        x = x + 1005 if x else name_5
        x = x + 1006 if x else name_6
        x = x + 1007 if x else name_7
        x = x + 1008 if x else name_8
        x = x + 1009 if x else name_9
        x = x + 1010 if x else name_10
        x = x + 1011 if x else name_11
        x = x + 1012 if x else name_12
        x = x + 1013 if x else name_13
        x = x + 1014 if x else name_14
        x = x + 1015 if x else name_15
        x = x + 1016 if x else name_16
        x = x + 1017 if x else name_17
        x = x + 1018 if x else name_18
        x = x + 1019 if x else name_19
        x = x + 1020 if x else name_20
        x = x + 1021 if x else name_21
        x = x + 1022 if x else name_22
        x = x + 1023 if x else name_23
        x = x + 1024 if x else name_24
        x = x + 1025 if x else name_25
        x = x + 1026 if x else name_26
        x = x + 1027 if x else name_27
        x = x + 1028 if x else name_28
        x = x + 1029 if x else name_29
        x = x + 1030 if x else name_30
        x = x + 1031 if x else name_31
        x = x + 1032 if x else name_32
        x = x + 1033 if x else name_33
        x = x + 1034 if x else name_34
        x = x + 1035 if x else name_35
        x = x + 1036 if x else name_36
        x = x + 1037 if x else name_37
        x = x + 1038 if x else name_38
        x = x + 1039 if x else name_39
        x = x + 1040 if x else name_40
        x = x + 1041 if x else name_41
        x = x + 1042 if x else name_42
        x = x + 1043 if x else name_43
        x = x + 1044 if x else name_44
        x = x + 1045 if x else name_45
        x = x + 1046 if x else name_46
        x = x + 1047 if x else name_47
        x = x + 1048 if x else name_48
        x = x + 1049 if x else name_49
        x = x + 1050 if x else name_50
        x = x + 1051 if x else name_51
        x = x + 1052 if x else name_52
        x = x + 1053 if x else name_53
        x = x + 1054 if x else name_54
        x = x + 1055 if x else name_55
        x = x + 1056 if x else name_56
        x = x + 1057 if x else name_57
        x = x + 1058 if x else name_58
        x = x + 1059 if x else name_59
        x = x + 1060 if x else name_60
        x = x + 1061 if x else name_61
        x = x + 1062 if x else name_62
        x = x + 1063 if x else name_63
        x = x + 1064 if x else name_64
        x = x + 1065 if x else name_65
        x = x + 1066 if x else name_66
        x = x + 1067 if x else name_67
        x = x + 1068 if x else name_68
        x = x + 1069 if x else name_69
        x = x + 1070 if x else name_70
        x = x + 1071 if x else name_71
        x = x + 1072 if x else name_72
        x = x + 1073 if x else name_73
        x = x + 1074 if x else name_74
        x = x + 1075 if x else name_75
        x = x + 1076 if x else name_76
        x = x + 1077 if x else name_77
        x = x + 1078 if x else name_78
        x = x + 1079 if x else name_79
        x = x + 1080 if x else name_80
        x = x + 1081 if x else name_81
        x = x + 1082 if x else name_82
        x = x + 1083 if x else name_83
        x = x + 1084 if x else name_84
        x = x + 1085 if x else name_85
        x = x + 1086 if x else name_86
        x = x + 1087 if x else name_87
        x = x + 1088 if x else name_88
        x = x + 1089 if x else name_89
    return x













































































































































































































































































































def later(a,













































































































































          b):
    return a + (









































































































































































































        b)
